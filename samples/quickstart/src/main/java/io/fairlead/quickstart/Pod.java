package io.fairlead.quickstart;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** A server on a port of its own of 127.0.0.1. It takes some time for an answer, and counts its answers. */
abstract class Pod {
    private final LongAdder answers = new LongAdder();
    private volatile Duration latency = Duration.ofMillis(20);

    /** Where it listens. */
    abstract int port();

    /** Ends it as {@code kill -9} would: calls that run get no answer. */
    abstract void kill();

    final void turn(Duration slower) {
        latency = slower;
    }

    /** Takes the time of an answer, and counts it. */
    final void work() {
        try {
            // The work of this server: a pod that turns slow is part of the story.
            Thread.sleep(latency.toMillis());
            answers.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many answers since the last time this was asked. */
    final long answersSinceLastAsked() {
        return answers.sumThenReset();
    }
}
