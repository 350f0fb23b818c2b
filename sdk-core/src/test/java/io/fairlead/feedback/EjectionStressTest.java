package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EjectionStressTest {
    private static final int SIZE = 12;
    private static final int THREADS = 4;

    private final FakeTicker ticker = new FakeTicker();
    private final AtomicInteger ejections = new AtomicInteger();
    private final GroupLoad group = new GroupLoad(
            LoadConfig.defaults(),
            EjectionConfig.defaults().withDuration(Duration.ofMillis(1), Duration.ofMillis(1)),
            ticker,
            RandomGenerator.of("L64X128MixRandom"),
            new EjectionListener() {
                @Override
                public void ejected(Endpoint endpoint, Ejection ejection) {
                    ejections.incrementAndGet();
                }
            });

    /** Calls that fail, looks that end ejections, and endpoints that leave and come, all at once: every place is given back. */
    @Test
    void noPlaceIsLostOrTakenTwice() throws Exception {
        List<Candidate> all = group.retain(endpoints(SIZE));
        AtomicBoolean over = new AtomicBoolean();
        int worst = 0;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = IntStream.range(0, THREADS)
                .<Future<?>>mapToObj(seed -> threads.submit(() -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    while (!over.get()) {
                        // Also of those that have left, as calls do that were begun before.
                        List<Candidate> known = random.nextInt(4) == 0 ? all : now();
                        Candidate load = known.get(random.nextInt(known.size()));
                        load.begin();
                        load.complete(
                                random.nextBoolean() ? Outcome.UNREACHABLE : Outcome.FAILURE, 1000, ticker.nanos());
                        now().forEach(candidate -> candidate.isEjected());
                        ticker.advance(Duration.ofNanos(50_000));
                    }
                }))
                .toList();

        SplittableRandom random = new SplittableRandom(99);
        for (int change = 0; change < 20_000 || ejections.get() < 1000 || worst == 0; change++) {
            group.retain(endpoints(1 + random.nextInt(SIZE)));
            worst = Math.max(worst, group.ejections().count());
        }
        over.set(true);
        for (Future<?> thread : running) {
            thread.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(worst).isLessThanOrEqualTo(SIZE / 2);
        assertThat(group.ejections().count())
                .isEqualTo((int) now().stream().filter(c -> c.isEjected()).count());
        ticker.advance(Duration.ofSeconds(1));
        assertThat(now()).noneMatch(candidate -> candidate.isEjected());
        assertThat(group.ejections().count()).isZero();
        group.retain(List.of());
        assertThat(group.ejections().count()).isZero();
    }

    private List<Candidate> now() {
        return IntStream.rangeClosed(1, SIZE)
                .mapToObj(i -> group.candidate(endpoint(i)))
                .toList();
    }

    private static List<Endpoint> endpoints(int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(EjectionStressTest::endpoint)
                .toList();
    }

    private static Endpoint endpoint(int number) {
        return Endpoint.of("10.0.0." + number, 8080);
    }
}
