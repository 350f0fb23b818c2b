package io.fairlead.time;

import io.fairlead.internal.Checks;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one place where a thread of the caller sleeps. */
enum SystemPause implements Pause {
    INSTANCE;

    @Override
    public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Checks.saturatedNanos(duration));
    }
}
