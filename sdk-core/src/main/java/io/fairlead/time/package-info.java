/**
 * Time as a parameter: elapsed nanoseconds and delayed tasks, so that every stage runs in virtual time in tests. Fed by
 * the machine's clock and one daemon thread; used by every stage that measures or waits.
 */
@NullMarked
package io.fairlead.time;

import org.jspecify.annotations.NullMarked;
