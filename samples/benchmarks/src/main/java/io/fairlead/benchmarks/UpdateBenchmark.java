package io.fairlead.benchmarks;

import io.fairlead.benchmarks.peers.ArmeriaUpdate;
import io.fairlead.benchmarks.peers.GrpcUpdate;
import io.fairlead.benchmarks.reference.Flatten;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
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

/**
 * One endpoint of many is replaced, from the list of them, which ours and the reference have by slices, to the new picker: the API's part of
 * an update is not in it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class UpdateBenchmark {
    /** Whose update. */
    public enum Side {
        /** Ours, the default policy. */
        FAIRLEAD(FairleadUpdate::new),
        /** References copied into one array: no selection, no load that stays with its endpoint, and so a floor. */
        REF_FLATTEN(Flatten::new),
        /** Armeria's {@code setEndpoints} by round robin. */
        ARMERIA(ArmeriaUpdate::new),
        /** grpc-java's {@code round_robin}. */
        GRPC(GrpcUpdate::new);

        @SuppressWarnings("ImmutableEnumChecker") // the factories keep no state
        private final IntFunction<Update> factory;

        Side(IntFunction<Update> factory) {
            this.factory = factory;
        }
    }

    /** Whose update. */
    @Param
    public Side side = Side.FAIRLEAD;

    /** How many endpoints there are. */
    @Param("10000")
    public int endpoints;

    // JMH sets up before it measures.
    @SuppressWarnings("NullAway.Init")
    private Update update;

    private int turn;

    /** Makes the list and the first picker. */
    @Setup
    public void setUp() {
        update = side.factory.apply(endpoints);
    }

    /** The next endpoint's place is taken by another one. */
    @Benchmark
    public Object update() {
        turn++;
        return update.replace(turn % endpoints, endpoints + turn % 50_000);
    }
}
