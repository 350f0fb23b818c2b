package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.testing.FakeResolver;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Picks by several threads while the endpoints change all the time, until the discovery is closed under them. */
@Timeout(60)
class PickStressTest {
    private static final int CALLERS = 3;
    private static final int CHANGES = 3_000;
    private static final int MOST = 12;
    // As many as no change before it had: whoever sees them has heard of all changes.
    private static final int LAST = MOST + 1;

    static List<Balancer> policies() {
        return List.of(
                Balancer.adaptive(),
                Balancer.leastRequest(),
                Balancer.roundRobin(),
                Balancer.weighted(),
                Balancer.consistentHash(),
                Balancer.zoneSpillOver(Balancer.subset(Balancer.adaptive(), 3), "zone-a"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void noPickGoesAstrayAndNothingStaysInFlight(Balancer policy) throws Exception {
        FakeResolver source = new FakeResolver("stress");
        AtomicLong started = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .source(source)
                .namespace("shop")
                .balancer(policy)
                .listener(new DiscoveryListener() {
                    @Override
                    public void attemptStarted(ServiceRef service, Endpoint endpoint) {
                        started.incrementAndGet();
                    }

                    @Override
                    public void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, Duration latency) {
                        ended.incrementAndGet();
                    }
                })
                .build();
        EndpointGroup group = discovery.group("orders:http");
        AtomicLong calls = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        group.awaitKnown(Duration.ofMillis(1));
        while (source.subscribers() == 0) {
            Thread.onSpinWait(); // until the discovery's thread has asked
        }
        source.say(resolved(group, MOST));
        group.awaitReady(Duration.ofSeconds(10));
        List<Future<?>> running = IntStream.range(0, CALLERS)
                .<Future<?>>mapToObj(seed -> threads.submit(() -> call(group, new SplittableRandom(seed), calls)))
                .toList();

        SplittableRandom random = new SplittableRandom(99);
        for (int change = 0; change < CHANGES || calls.get() < 20_000; change++) {
            source.say(resolved(group, random.nextInt(MOST + 1)));
        }
        source.say(resolved(group, LAST));
        while (group.state().usable().size() != LAST) {
            Thread.onSpinWait(); // the discovery's thread has yet to hear of it
        }
        EndpointPicker last = group.picker();
        long before = calls.get();
        while (calls.get() < before + 1_000) {
            Thread.onSpinWait();
        }
        discovery.close();
        for (Future<?> caller : running) {
            caller.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(ended.get()).isEqualTo(started.get()).isPositive();
        assertThatThrownBy(group::pick).isInstanceOf(DiscoveryClosedException.class);
        assertThat(last.candidates())
                .allSatisfy(candidate -> assertThat(candidate.inFlight()).isZero());
    }

    private static void call(EndpointGroup group, SplittableRandom random, AtomicLong calls) {
        Outcome[] ends = Outcome.values();
        while (true) {
            CallAttempts attempts = group.attempts(
                    CallOptions.defaults().withKey(random.nextInt(3) == 0 ? "key-" + random.nextInt(5) : ""));
            try {
                Pick pick = attempts.next();
                assertThat(pick.endpoint()).isIn(endpoints(LAST));
                pick.complete(ends[random.nextInt(ends.length)]);
                calls.incrementAndGet();
            } catch (NoEndpointsException empty) {
                Thread.onSpinWait();
            } catch (DiscoveryClosedException over) {
                return;
            }
        }
    }

    private static Resolution resolved(EndpointGroup group, int size) {
        return new Resolution.Resolved(EndpointSnapshot.asGiven(group.service(), "stress", endpoints(size)));
    }

    private static List<Endpoint> endpoints(int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(i -> Endpoint.of("10.0.0." + i, 8080))
                .toList();
    }
}
