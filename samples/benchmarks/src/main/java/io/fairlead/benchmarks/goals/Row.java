package io.fairlead.benchmarks.goals;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param goal its name: {@code G1}
 * @param what is compared
 * @param ours one side with its spread
 * @param other the other side, or nothing
 * @param value the ratio, or the bytes
 * @param most the greatest value that is good enough; infinite where there is no goal
 */
record Row(String goal, String what, String ours, String other, double value, double most) {
    static Row ratio(String goal, String what, Measured ours, Measured other, double most) {
        return new Row(goal, what, text(ours), text(other), ours.median() / other.median(), most);
    }

    static Row bytes(String goal, String what, Measured ours, double most) {
        return new Row(goal, what, Math.round(ours.bytes()) + " B", "", ours.bytes(), most);
    }

    static Row moreBytes(String goal, String what, Measured ours, Measured other, double most) {
        return new Row(
                goal,
                what,
                Math.round(ours.bytes()) + " B",
                Math.round(other.bytes()) + " B",
                ours.bytes() - other.bytes(),
                most);
    }

    boolean isMissed() {
        return value > most;
    }

    /** As a line of a Markdown table. */
    String line() {
        String limit = Double.isInfinite(most) ? "" : number(most);
        String verdict = Double.isInfinite(most) ? "" : isMissed() ? "**missed**" : "held";
        return "| " + String.join(" | ", goal, what, ours, other, number(value), limit, verdict) + " |";
    }

    private static String text(Measured measured) {
        return number(measured.median()) + " ± " + number(measured.halfRange());
    }

    private static String number(double value) {
        String format = value != 0 && Math.abs(value) < 10 ? "%.2f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
