package io.fairlead.resilience;

import io.fairlead.internal.Checks;
import java.time.Duration;

/** What all integrations can count: HTTP clients whole milliseconds, gRPC no more than this as a delay. */
final class Delays {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Delays() {}

    static void check(Duration value, String name) {
        boolean inRange = value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0;
        Checks.check(inRange, name, value, SHORTEST + " to " + LONGEST);
    }
}
