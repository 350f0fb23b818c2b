package io.fairlead.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line of the table of goals.
 *
 * @param name of the goal: {@code G15}
 * @param what was measured
 * @param values one of each contender, over all rounds
 * @param limit in words
 * @param bound whether a value of ours is good enough
 */
record Goal(String name, String what, Map<Contender, Double> values, String limit, Bound bound) {
    static final String HEADER = "| goal | what | "
            + Arrays.stream(Contender.values()).map(Contender::toString).collect(Collectors.joining(" | "))
            + " | held if | |\n|---|---|---|---|---|---|---|---|";

    /** Compares ours with a limit, which may be another's. */
    interface Bound {
        boolean holds(Contender ours, double value, Map<Contender, Double> values);
    }

    /** Those that miss it. */
    List<Contender> missed() {
        return Contender.ours().stream()
                .filter(ours -> !bound.holds(ours, values.get(ours), values))
                .toList();
    }

    /** As a line of a Markdown table. */
    String line() {
        String measured = Arrays.stream(Contender.values())
                .map(contender -> number(values.get(contender)))
                .collect(Collectors.joining(" | "));
        String verdict = missed().isEmpty() ? "held" : "**missed**";
        return "| " + String.join(" | ", name, what, measured, limit, verdict) + " |";
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "never";
        }
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : value < 10 ? "%.2f" : "%.1f", value);
    }
}
