/**
 * The command {@code fairlead}: explains, watches and calls a Service. {@link io.fairlead.cli.Main} reads the command line;
 * {@code call} is an {@link io.fairlead.cli.OpenLoop} that starts calls of a {@link io.fairlead.cli.Transport} at their times and
 * counts them in a {@link io.fairlead.cli.Tally}, from which the line a second and the final {@link io.fairlead.cli.CallReport}
 * are made.
 */
@NullMarked
package io.fairlead.cli;

import org.jspecify.annotations.NullMarked;
