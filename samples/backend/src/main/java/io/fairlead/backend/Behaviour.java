package io.fairlead.backend;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to answer.
 *
 * @param latency from a request's arrival to its answer, zero or more, failures included
 * @param failShare the share of requests that are answered with a failure, 0 to 1
 */
record Behaviour(Duration latency, double failShare) {
    private static final Pattern LATENCY = Pattern.compile("(\\d{1,9})(us|ms|s)");

    /** Reads {@code 0}, {@code 500us}, {@code 5ms} or {@code 2s}; {@code name} is what the error message calls it. */
    static Duration latency(String name, String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher parts = LATENCY.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    name + ": " + text + " (expected: 0 or a number with us, ms or s, as in 5ms)");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "us" -> Duration.ofNanos(number * 1_000);
            case "ms" -> Duration.ofMillis(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** Reads a number from 0 to 1; {@code name} is what the error message calls it. */
    static double failShare(String name, String text) {
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected(name, text), e);
        }
        throw new IllegalArgumentException(expected(name, text));
    }

    private static String expected(String name, String text) {
        return name + ": " + text + " (expected: a number from 0 to 1)";
    }

    @Override
    public String toString() {
        return "latency " + latency.toNanos() / 1_000_000.0 + " ms, fail share " + failShare;
    }
}
