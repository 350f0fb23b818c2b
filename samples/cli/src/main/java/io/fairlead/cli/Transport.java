package io.fairlead.cli;

import java.time.Duration;
import java.util.Optional;

/** A protocol in which calls are made. Safe for use by several threads. */
interface Transport extends AutoCloseable {
    /**
     * Makes one call with all its attempts, on this thread, and returns when its deadline has passed at the latest.
     *
     * @param record is told of each attempt
     * @return what went wrong, in words that are the same for the same fault as far as possible; nothing if nothing did
     */
    Optional<String> call(CallRecord record);

    /**
     * Makes ready what a program has ready before it serves: connections, where the protocol has any before its first call. Sends no
     * call. What cannot be made ready in time is left to the calls.
     */
    void warmUp(Duration limit) throws InterruptedException;

    /** Ends the connections. */
    @Override
    void close();
}
