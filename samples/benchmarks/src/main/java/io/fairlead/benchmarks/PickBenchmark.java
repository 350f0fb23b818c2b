package io.fairlead.benchmarks;

import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** One choice and, where the policy counts, the end of the call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(5)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PickBenchmark {
    /** Whose policy. */
    @Param
    public Contender contender = Contender.ADAPTIVE;

    /** How many endpoints there are to pick from. */
    @Param({"10", "1000", "10000"})
    public int endpoints;

    // JMH sets up before it measures.
    @SuppressWarnings("NullAway.Init")
    private Cycle cycle;

    /** Makes the policy over its endpoints. */
    @Setup
    public void setUp() {
        cycle = contender.over(endpoints);
    }

    /** What a call pays. */
    @Benchmark
    public int cycle() {
        return cycle.run();
    }
}
