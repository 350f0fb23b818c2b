package io.fairlead.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The attempts of one call. Attempts may be told by any thread. */
final class CallRecord {
    /**
     * One attempt.
     *
     * @param at when it began
     * @param endpoint address and port
     */
    record Attempt(Instant at, String endpoint) {}

    private final List<Attempt> attempts = new ArrayList<>(1);

    synchronized void begun(Instant at, String endpoint) {
        attempts.add(new Attempt(at, endpoint));
    }

    /** Those until now, in order. */
    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }
}
