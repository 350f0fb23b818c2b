package io.fairlead.kubernetes;

import java.time.Duration;

/**
 * Decides what follows the end of a watch: another one from there on, at once or, where watches end again and again, after a pause; a
 * list; or an outage. Counts how many in a row ended as soon as they had begun.
 */
final class WatchEnds {
    // A watch that ends sooner than this is not simply opened again at once.
    private static final Duration BRIEF = Duration.ofSeconds(1);
    // A watch that ends no more than this before its planned end was not cut off: the API server counts whole seconds.
    private static final Duration PUNCTUAL = Duration.ofSeconds(5);
    private static final Duration BRIEF_PAUSE = Duration.ofMillis(250);
    private static final int BRIEF_UNTIL_LIST = 2;
    private static final int BRIEF_UNTIL_OUTAGE = 5;

    private int brief;

    /**
     * How a watch ended.
     *
     * @param opened whether it had begun
     * @param lived how long it was open; zero if it never was
     * @param planned how long it was meant to be
     */
    record End(Problem problem, boolean opened, Duration lived, Duration planned) {
        private boolean isGone() {
            return problem instanceof Problem.Refused refused && refused.isGone();
        }

        private boolean isFailure() {
            return !isGone() && (!opened || problem instanceof Problem.Refused);
        }

        // Cut off before its time: a restarted API server may have another past, and would be silent about it.
        private boolean isCutOff() {
            boolean ofAge = problem instanceof Problem.Ended && lived.compareTo(planned.minus(PUNCTUAL)) > 0;
            return !isGone() && !ofAge;
        }
    }

    /** What is to be done. */
    sealed interface Next {
        /** Whether what is known has to be checked in a while. */
        boolean check();
    }

    /** Take it for a failure: there is an outage. */
    record Fail(boolean check) implements Next {}

    /**
     * Go on from where it ended.
     *
     * @param list by a new list, since another watch would not help
     * @param pause the longest pause before; zero: at once
     */
    record Resume(boolean check, boolean list, Duration pause) implements Next {}

    Next after(End end) {
        if (end.isFailure()) {
            return new Fail(false);
        }
        brief = end.lived().compareTo(BRIEF) < 0 ? brief + 1 : 0;
        if (brief > BRIEF_UNTIL_OUTAGE) {
            return new Fail(end.isCutOff());
        }
        boolean list = end.isGone() || brief >= BRIEF_UNTIL_LIST;
        return new Resume(end.isCutOff(), list, brief > 1 ? BRIEF_PAUSE.multipliedBy(1L << brief) : Duration.ZERO);
    }
}
