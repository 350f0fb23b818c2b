/**
 * Whether a failed attempt may be made again, when, and for how many calls: the rules of retries, their backoff, and the budget
 * that keeps them from becoming the outage. Fed by the adapters' classification of what failed; asked after every failure.
 */
@NullMarked
package io.fairlead.resilience;

import org.jspecify.annotations.NullMarked;
