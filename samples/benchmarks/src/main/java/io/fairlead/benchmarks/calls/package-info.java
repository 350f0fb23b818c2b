/** Whole calls over loopback: through the library, and through the same clients without it. */
@NullMarked
package io.fairlead.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
