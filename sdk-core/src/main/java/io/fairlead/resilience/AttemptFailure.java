package io.fairlead.resilience;

/** How far a failed attempt got, which decides whether it is safe to make it again. */
public enum AttemptFailure {
    /**
     * No byte of the request can have been processed: connection refused or not made in time, TLS not established. Safe
     * for every method.
     */
    UNSENT,
    /**
     * The server itself refused to process it (HTTP/2 REFUSED_STREAM, a GOAWAY before the stream). As safe as unsent, but a
     * server that refuses everything must not be asked for ever: free once per call, then it counts as sent.
     */
    REFUSED,
    /** It may have been processed: reset, timeout, or an answer such as 503. Safe only for idempotent requests. */
    SENT
}
