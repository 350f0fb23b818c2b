/** Policies written by hand for one fixed list and nothing else: what a policy costs at least. */
@NullMarked
package io.fairlead.benchmarks.reference;

import org.jspecify.annotations.NullMarked;
