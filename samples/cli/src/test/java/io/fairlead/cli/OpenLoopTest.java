package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class OpenLoopTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Tally tally = new Tally(CLOCK, new Attempts(CLOCK));

    @Test
    void callsThatTheBoundKeepsFromStartingAreFailures() throws InterruptedException {
        // The first call holds the only slot until two others, each with a patience of 20 ms, have given up.
        CountDownLatch othersGaveUp = new CountDownLatch(1);
        Thread watcher = new Thread(() -> {
            while (tally.report().failed() < 2) {
                Thread.onSpinWait();
            }
            othersGaveUp.countDown();
        });
        watcher.start();

        run(new CallPlan(1000, Duration.ofMillis(3), 1, Duration.ofMillis(20)), () -> {
            awaitQuietly(othersGaveUp);
            return Optional.empty();
        });
        watcher.join();

        CallReport report = tally.report();
        assertThat(report.requests()).isEqualTo(3);
        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.errors()).containsOnlyKeys(Tally.NOT_STARTED);
        assertThat(Tally.NOT_STARTED).isEqualTo("not started");
    }

    @Test
    void whatATransportDoesNotExpectIsAFailedCallAllTheSame() throws InterruptedException {
        run(new CallPlan(1000, Duration.ofMillis(3), 8, Duration.ofSeconds(30)), () -> {
            throw new IllegalStateException("a bug");
        });

        CallReport report = tally.report();
        assertThat(report.requests()).isEqualTo(3);
        assertThat(report.errors()).containsEntry("java.lang.IllegalStateException: a bug", 3L);
    }

    @Test
    void callsThatNobodyWaitsForAreFailuresAndAreCountedOnce() {
        tally.stillRunning(2, Duration.ofSeconds(7));
        tally.ended(new CallRecord(), Duration.ofSeconds(8), Optional.empty());

        CallReport report = tally.report();
        assertThat(report.requests()).isEqualTo(2);
        assertThat(report.errors()).containsOnlyKeys("still running 7000 ms after the last call was started");
    }

    @Test
    void latencyRunsFromTheIntendedStart() throws InterruptedException {
        // Two calls, due 1 ms apart, one at a time, each of 50 ms: the second one waits for the first.
        run(new CallPlan(1000, Duration.ofMillis(2), 1, Duration.ofSeconds(30)), () -> {
            awaitQuietly(new CountDownLatch(1), Duration.ofMillis(50));
            return Optional.empty();
        });

        assertThat(tally.report().failed()).isZero();
        assertThat(tally.report().latencyMillis().max()).isGreaterThanOrEqualTo(98);
    }

    @Test
    void slowCallsDoNotDelayLaterOnes() throws InterruptedException {
        CountDownLatch allStarted = new CountDownLatch(20);

        run(new CallPlan(1000, Duration.ofMillis(20), 20, Duration.ofSeconds(30)), () -> {
            allStarted.countDown();
            awaitQuietly(allStarted);
            return Optional.empty();
        });

        assertThat(allStarted.getCount()).isZero();
        assertThat(tally.report().requests()).isEqualTo(20);
    }

    @Test
    void theStopEndsTheLoad() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Stop stop = new Stop();

        run(new CallPlan(1000, Duration.ofHours(1), 4, Duration.ofSeconds(1)), stop, () -> {
            if (calls.incrementAndGet() == 5) {
                stop.request();
            }
            return Optional.of("no");
        });

        assertThat(tally.report().requests()).isGreaterThanOrEqualTo(5).isLessThan(3000);
        assertThat(tally.report().failed()).isEqualTo(tally.report().requests());
    }

    private void run(CallPlan plan, Supplier<Optional<String>> call) throws InterruptedException {
        run(plan, new Stop(), call);
    }

    private void run(CallPlan plan, Stop stop, Supplier<Optional<String>> call) throws InterruptedException {
        Transport transport = new Transport() {
            @Override
            public Optional<String> call(CallRecord record) {
                return call.get();
            }

            @Override
            public void warmUp(Duration limit) {}

            @Override
            public void close() {}
        };
        new OpenLoop(plan, transport, tally, Ticker.system(), stop).run();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        awaitQuietly(latch, Duration.ofSeconds(10));
    }

    private static void awaitQuietly(CountDownLatch latch, Duration limit) {
        try {
            boolean unused = latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
