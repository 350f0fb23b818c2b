package io.fairlead.internal;

import java.time.Duration;
import java.util.List;

/**
 * Argument checks with one form of message: {@code name: value (expected: what)}.
 *
 * <p>Not part of the API: nothing here is for users.
 */
public final class Checks {
    /** What {@link #isWeight} holds for, in words. */
    public static final String WEIGHT = "a finite number, 0 or more";

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Checks() {}

    /** Fails with {@code name: value (expected: what)} unless {@code holds}. */
    public static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** Whether a number can be a weight. */
    public static boolean isWeight(double value) {
        return value >= 0 && value <= Double.MAX_VALUE;
    }

    /** Nanoseconds of a duration greater than zero; one too long to count is the longest countable, about 292 years. */
    public static long positiveNanos(Duration value, String name) {
        check(value.compareTo(Duration.ZERO) > 0, name, value, "> 0");
        return saturatedNanos(value);
    }

    /** Nanoseconds of a duration of zero or more; one too long to count is the longest countable, about 292 years. */
    public static long nonNegativeNanos(Duration value, String name) {
        check(!value.isNegative(), name, value, ">= 0");
        return saturatedNanos(value);
    }

    /** The elements as an immutable list that is not empty. */
    public static <T> List<T> nonEmpty(List<T> values, String name) {
        check(!values.isEmpty(), name, values, "at least one");
        return List.copyOf(values);
    }

    /** Nanoseconds of a duration; one too long to count is the longest countable, a negative one is zero. */
    public static long saturatedNanos(Duration value) {
        return value.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : value.isNegative() ? 0 : value.toNanos();
    }
}
