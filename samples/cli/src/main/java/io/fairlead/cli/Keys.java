package io.fairlead.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The keys of calls, which take them in turn. Safe for use by several threads. */
final class Keys {
    /** Calls without a key. */
    static final Keys NONE = new Keys(List.of());

    private final List<String> keys;
    private final AtomicInteger next = new AtomicInteger();

    Keys(List<String> keys) {
        this.keys = keys;
    }

    /** The next call's, empty if calls have none. */
    String next() {
        return keys.isEmpty() ? "" : keys.get(next.getAndUpdate(turn -> (turn + 1) % keys.size()));
    }
}
