package io.fairlead.simulation;

/** How an attempt ends for the client. */
enum Ending {
    /** Answered well. */
    ANSWERED,
    /** Answered by an error. */
    FAILED,
    /** The connection was refused. */
    REFUSED,
    /** The connection broke. */
    RESET,
    /** The client waits no longer. */
    TIMED_OUT
}
