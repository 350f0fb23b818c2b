package io.fairlead.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests that arrive and are not answered before the test says so. Closing releases. */
public final class Hold implements AutoCloseable {
    private final Target target;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hold(Target target) {
        this.target = target;
    }

    /**
     * Waits until a request is held; true if one is in time.
     *
     * @param atMost how long to wait
     * @return whether a request is held
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitArrival(Duration atMost) throws InterruptedException {
        return arrived.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Answers the held requests out of the present state, and holds none any more. */
    public void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
    }

    boolean isOver() {
        return released.getCount() == 0;
    }

    void meet(Optional<ApiCall> call) throws InterruptedException {
        if (target.matches(call)) {
            arrived.countDown();
            released.await();
        }
    }
}
