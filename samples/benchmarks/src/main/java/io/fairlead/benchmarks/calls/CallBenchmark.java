package io.fairlead.benchmarks.calls;

import java.util.concurrent.Callable;
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

/** One blocking call to one of three servers in the same process, all connections open. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(10)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class CallBenchmark {
    /** Who makes the calls. */
    @Param
    public Caller caller = Caller.FAIRLEAD_OKHTTP;

    // JMH sets up before it measures.
    @SuppressWarnings("NullAway.Init")
    private Callable<?> call;

    /** Starts the servers and their client, which last as long as the process. */
    @Setup
    public void setUp() throws Exception {
        call = caller.start();
    }

    /** What a call pays. */
    @Benchmark
    public Object call() throws Exception {
        return call.call();
    }
}
