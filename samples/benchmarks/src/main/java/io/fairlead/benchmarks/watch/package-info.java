/** What it takes to know a Service: start-up, memory, and the time from a change to its use, beside a bare fabric8 informer. */
@NullMarked
package io.fairlead.benchmarks.watch;

import org.jspecify.annotations.NullMarked;
