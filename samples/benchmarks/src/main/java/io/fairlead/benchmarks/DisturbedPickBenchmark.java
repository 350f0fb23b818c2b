package io.fairlead.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

/** A pick of the default policy and its completion, while another thread replaces endpoints of a hundred slices in turn. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
public class DisturbedPickBenchmark {
    private static final int SLICE = 100;

    /** How many slices change each second. */
    @Param({"0", "100"})
    public int updates;

    /** How many endpoints there are to pick from. */
    @Param("10000")
    public int endpoints;

    // JMH sets up before it measures.
    @SuppressWarnings("NullAway.Init")
    private FairleadUpdate group;

    @SuppressWarnings("NullAway.Init")
    private Cycle picking;

    @SuppressWarnings("NullAway.Init")
    private Thread updater;

    private volatile boolean ended;

    /** Makes the group, and the thread that changes it. */
    @Setup
    public void setUp() {
        group = new FairleadUpdate(endpoints);
        picking = group.picking();
        updater = new Thread(this::update, "updates");
        updater.start();
    }

    /** Ends the thread. */
    @TearDown
    public void tearDown() throws InterruptedException {
        ended = true;
        updater.join();
    }

    private void update() {
        for (int turn = 0; updates > 0 && !ended; turn++) {
            group.replace(turn * SLICE % endpoints, endpoints + turn % 50_000);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / updates);
        }
    }

    /** What a call pays. */
    @Benchmark
    public int cycle() {
        return picking.run();
    }
}
