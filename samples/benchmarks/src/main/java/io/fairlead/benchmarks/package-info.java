/**
 * JMH benchmarks of what is on the path of every call, each beside a hand-written reference in the same run: what counts is the
 * ratio, since the machines that run them differ and are shared.
 */
@NullMarked
package io.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
