package io.fairlead.time;

import java.time.Duration;

/** Lets the calling thread wait: between the attempts of a call that blocks its thread anyway. */
@FunctionalInterface
public interface Pause {
    /**
     * Waits.
     *
     * @param duration zero or less does not wait
     * @throws InterruptedException if the thread is interrupted, before or meanwhile
     */
    void pause(Duration duration) throws InterruptedException;

    /** Really waits. */
    static Pause system() {
        return SystemPause.INSTANCE;
    }
}
