package io.fairlead.feedback;

/** How a pick ended. */
public enum Outcome {
    /** The endpoint answered as it should; an error that is the caller's own (HTTP 404, gRPC NOT_FOUND) is one too. */
    SUCCESS,
    /** The endpoint answered badly: HTTP 5xx and 429, gRPC UNAVAILABLE and the like. */
    FAILURE,
    /** The endpoint did not answer: not connected, reset, timed out. */
    UNREACHABLE,
    /** Nothing was learned: cancelled by the caller, or never sent. Must not look like a fast success. */
    IGNORED
}
