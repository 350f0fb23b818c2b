package io.fairlead.simulation;

import java.util.Locale;

/**
 * A goal and what a suite came to.
 *
 * @param id the goal, and the scenario by its theme
 * @param what the measure
 * @param most the most that it may be
 */
record Goal(String id, String what, double measured, double most) {
    boolean holds() {
        return measured <= most;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-19s  %-66s  %8.3f  <= %6.3f  %s",
                id,
                what,
                measured,
                most,
                holds() ? "holds" : "missed");
    }
}
