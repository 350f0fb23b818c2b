package io.fairlead.backend;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The behaviour in force, and answering by it. Safe from any thread; nothing waits on a thread of its own. */
final class Control {
    private final ScheduledExecutorService timer;
    private final RandomGenerator random;
    private volatile Behaviour behaviour;

    /** The timer runs the answers that have to wait. */
    Control(ScheduledExecutorService timer, RandomGenerator random, Behaviour behaviour) {
        this.timer = timer;
        this.random = random;
        this.behaviour = behaviour;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    void change(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Calls {@code answer} once the latency has passed (at once if there is none) with whether it has to be a failure. */
    void answer(Consumer<Boolean> answer) {
        Behaviour now = behaviour;
        boolean fails = random.nextDouble() < now.failShare();
        if (now.latency().isZero()) {
            answer.accept(fails);
        } else {
            var unused =
                    timer.schedule(() -> answer.accept(fails), now.latency().toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
