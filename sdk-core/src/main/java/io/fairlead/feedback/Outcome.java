package io.fairlead.feedback;

/** How a pick ended. */
public enum Outcome {
    /** The endpoint answered as it should; an error that is the caller's own (HTTP 404, gRPC NOT_FOUND) is one too. */
    SUCCESS,
    /**
     * It ended as it should, and how long that took was not the endpoint's doing, as of a stream: ends a row of failures, and teaches no
     * latency.
     */
    UNTIMED,
    /** The endpoint answered badly: HTTP 5xx and 429, gRPC UNAVAILABLE and the like. */
    FAILURE,
    /** No answer came: reset, timed out, TLS not established, no connection for a reason that may be the process's own. */
    NO_ANSWER,
    /** Nobody is there: the connection was refused or not made in time, or no way leads to the host. One of these ejects an endpoint. */
    UNREACHABLE,
    /**
     * Given up because another attempt of the call was quicker. The endpoint would have needed at least this long, which says
     * nothing bad about it unless nothing else ever comes of it.
     */
    OUTPACED,
    /** Nothing was learned: cancelled by the caller, or never sent. Must not look like a fast success. */
    IGNORED
}
