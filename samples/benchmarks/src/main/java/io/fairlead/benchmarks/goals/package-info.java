/** The goals of cost: which benchmarks they are held by, and the table of both sides of each. */
@NullMarked
package io.fairlead.benchmarks.goals;

import org.jspecify.annotations.NullMarked;
