/**
 * What is on the path of every call and of every change, beside hand-written references and other libraries in the same run: what counts is
 * the ratio, since the machines that run them differ and are shared.
 */
@NullMarked
package io.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
