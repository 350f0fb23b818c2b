package io.fairlead.simulation;

/** A simulated process: decides where its attempts go, and is told what became of them. */
interface Caller {
    /** The number of no server. */
    int NOWHERE = -1;

    /** The delay of no further attempt. */
    long STOP = -1;

    /** The number of the server that the attempt goes to, or {@link #NOWHERE}. */
    int pick(Attempt attempt);

    /** An attempt that was picked has ended. */
    void ended(Attempt attempt, Ending ending);

    /** In how many nanoseconds the call is attempted again after an attempt that failed, or {@link #STOP}. */
    default long retryDelayNanos(Attempt failed, Ending ending) {
        return STOP;
    }
}
