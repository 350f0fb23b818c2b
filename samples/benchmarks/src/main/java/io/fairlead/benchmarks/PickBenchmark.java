package io.fairlead.benchmarks;

import io.fairlead.EndpointGroup;
import io.fairlead.Pick;
import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.resolver.StaticResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One pick with its completion, by the default policy, through the public API; and the same policy written by hand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(5)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PickBenchmark {
    /** How many endpoints there are to pick from. */
    @Param({"10", "1000"})
    public int endpoints;

    // JMH sets up before it measures.
    @SuppressWarnings("NullAway.Init")
    private ServiceDiscovery discovery;

    @SuppressWarnings("NullAway.Init")
    private EndpointGroup group;

    @SuppressWarnings("NullAway.Init")
    private ReferencePolicy reference;

    /** Makes a group of that many endpoints, and the reference. */
    @Setup
    public void setUp() throws InterruptedException {
        ServiceRef service = ServiceRef.parse("orders.shop:http");
        List<Endpoint> list = IntStream.range(0, endpoints)
                .mapToObj(i -> Endpoint.of("10.0." + i / 250 + "." + (1 + i % 250), 8080))
                .toList();
        discovery = ServiceDiscovery.builder()
                .source(StaticResolver.of(Map.of(service, list)))
                .build();
        group = discovery.group(service);
        group.awaitReady(Duration.ofSeconds(10));
        reference = new ReferencePolicy(endpoints);
    }

    /** Ends the discovery. */
    @TearDown
    public void tearDown() {
        discovery.close();
    }

    /** What a call pays. */
    @Benchmark
    public void fairlead() {
        Pick pick = group.pick();
        pick.complete(Outcome.SUCCESS);
    }

    /** The same by hand. */
    @Benchmark
    public void reference() {
        long start = System.nanoTime();
        reference.complete(reference.pick(), start);
    }
}
