package io.fairlead.feedback;

import java.time.Duration;

/**
 * An endpoint gets no calls for a while.
 *
 * @param cause which rule
 * @param failures how many failed: in a row, or of the calls of a second
 * @param calls of how many calls
 * @param duration for how long
 * @param returnNanos when it is over, by the group's ticker
 */
public record Ejection(Cause cause, long failures, long calls, Duration duration, long returnNanos) {
    /** Which rule ejected it. */
    public enum Cause {
        /** A connection was refused, or not made in time. */
        NO_CONNECTION,
        /** Failures in a row. */
        FAILURES_IN_ROW,
        /** Failures in a row, the last of them an attempt that its hedge outpaced. */
        OUTPACED_IN_ROW,
        /** The share of failures among the calls of a second. */
        FAILURE_SHARE
    }

    /** The cause in words: {@code 6 of 11 calls in a second failed}. */
    public String reason() {
        return switch (cause) {
            case NO_CONNECTION -> "no connection could be made";
            case FAILURES_IN_ROW -> failures + (failures == 1 ? " failure" : " failures in a row");
            case OUTPACED_IN_ROW -> failures + " calls in a row failed, or were answered sooner elsewhere by a hedge";
            case FAILURE_SHARE -> failures + " of " + calls + " calls in a second failed";
        };
    }

    /** How long it still lasts. */
    public Duration remaining(long nowNanos) {
        return Duration.ofNanos(Math.max(0, returnNanos - nowNanos));
    }
}
