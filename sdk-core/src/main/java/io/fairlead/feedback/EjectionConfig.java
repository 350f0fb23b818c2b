package io.fairlead.feedback;

import io.fairlead.internal.Checks;
import java.time.Duration;

/**
 * When an endpoint that fails gets no calls for a while, and for how long. Of the calls of this process only: nobody is told.
 *
 * @param failuresInRow ejected after this many failures without a success between: at least 1, default 5. An attempt that was
 *     {@link Outcome#OUTPACED} counts as one
 * @param minCalls of a second with fewer calls to the endpoint the share of failures says nothing: at least 1, default 10
 * @param failureShare ejected when this share of the calls of a second failed: above 0, up to 1, default 0.5
 * @param duration how long the first time, doubled each further time: greater than zero, default 5 s. The return comes up to a
 *     fifth later, at random, so that the clients of an endpoint do not return to it all at once
 * @param maxDuration bound of the doubling, and how long an endpoint has to stay in use before its earlier ejections are
 *     forgotten: at least {@code duration}, default 60 s
 * @param maxShare share of a group's endpoints that may be ejected at once, rounded down and never all of them: 0 to 1, default
 *     0.5; 0 turns ejection off
 */
public record EjectionConfig(
        int failuresInRow,
        int minCalls,
        double failureShare,
        Duration duration,
        Duration maxDuration,
        double maxShare) {

    public EjectionConfig {
        Checks.check(failuresInRow >= 1, "failuresInRow", failuresInRow, ">= 1");
        Checks.check(minCalls >= 1, "minCalls", minCalls, ">= 1");
        Checks.check(failureShare > 0 && failureShare <= 1, "failureShare", failureShare, "above 0, up to 1");
        Checks.positiveNanos(duration, "duration");
        Checks.check(maxDuration.compareTo(duration) >= 0, "maxDuration", maxDuration, ">= " + duration);
        Checks.check(maxShare >= 0 && maxShare <= 1, "maxShare", maxShare, "0 to 1");
    }

    /** The defaults above. */
    public static EjectionConfig defaults() {
        return new EjectionConfig(5, 10, 0.5, Duration.ofSeconds(5), Duration.ofSeconds(60), 0.5);
    }

    /** No endpoint is ever ejected. */
    public static EjectionConfig none() {
        return defaults().withMaxShare(0);
    }

    /** The same with another number of failures in a row. */
    public EjectionConfig withFailuresInRow(int value) {
        return new EjectionConfig(value, minCalls, failureShare, duration, maxDuration, maxShare);
    }

    /** The same with another share of the failures of a second. */
    public EjectionConfig withFailureShare(double share, int ofAtLeast) {
        return new EjectionConfig(failuresInRow, ofAtLeast, share, duration, maxDuration, maxShare);
    }

    /** The same with other durations. */
    public EjectionConfig withDuration(Duration first, Duration max) {
        return new EjectionConfig(failuresInRow, minCalls, failureShare, first, max, maxShare);
    }

    /** The same with another share of endpoints that may be ejected at once. */
    public EjectionConfig withMaxShare(double value) {
        return new EjectionConfig(failuresInRow, minCalls, failureShare, duration, maxDuration, value);
    }
}
