package io.fairlead.benchmarks.goals;

import io.fairlead.benchmarks.calls.CallBenchmark;
import io.fairlead.benchmarks.calls.Caller;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** G8: what a whole call costs more than without us. */
record CallGoals(Map<Caller, Measured> measured) {
    // One JVM a caller and round: whole calls differ more from minute to minute than from one caller to the next.
    private static final Measurements ROUND = new Measurements(1);

    static List<Row> measure(int rounds) throws RunnerException {
        Map<Caller, List<BenchmarkResult>> forks = new EnumMap<>(Caller.class);
        for (int round = 0; round < rounds; round++) {
            for (RunResult run : ROUND.all(CallBenchmark.class)) {
                forks.computeIfAbsent(Caller.valueOf(run.getParams().getParam("caller")), caller -> new ArrayList<>())
                        .addAll(run.getBenchmarkResults());
            }
        }
        Map<Caller, Measured> measured = new EnumMap<>(Caller.class);
        forks.forEach((caller, results) -> measured.put(caller, Measured.of(results)));
        return new CallGoals(measured).rows();
    }

    private List<Row> rows() {
        return List.of(
                time("OkHttp call in us / by a few lines", Caller.FAIRLEAD_OKHTTP, Caller.OKHTTP_BY_HAND, 1.05),
                time(
                        "OkHttp call in us, round robin / by a few lines",
                        Caller.FAIRLEAD_OKHTTP_ROUND_ROBIN,
                        Caller.OKHTTP_BY_HAND,
                        1.05),
                time("OkHttp call in us / without us", Caller.FAIRLEAD_OKHTTP, Caller.OKHTTP, 1.1),
                bytes("garbage of an OkHttp call, more than without us", Caller.FAIRLEAD_OKHTTP, Caller.OKHTTP, 1_500),
                time(
                        "gRPC call in us / by grpc-java's round_robin",
                        Caller.FAIRLEAD_GRPC,
                        Caller.GRPC_ROUND_ROBIN,
                        1.05),
                time(
                        "gRPC call in us, round robin / by grpc-java's",
                        Caller.FAIRLEAD_GRPC_ROUND_ROBIN,
                        Caller.GRPC_ROUND_ROBIN,
                        1.05),
                bytes(
                        "garbage of a gRPC call, more than by grpc-java's",
                        Caller.FAIRLEAD_GRPC,
                        Caller.GRPC_ROUND_ROBIN,
                        200));
    }

    private Row time(String what, Caller ours, Caller other, double most) {
        return Row.ratio("G8", what, of(ours), of(other), most);
    }

    private Row bytes(String what, Caller ours, Caller other, double most) {
        return Row.moreBytes("G8", what, of(ours), of(other), most);
    }

    private Measured of(Caller caller) {
        return Objects.requireNonNull(measured.get(caller), caller::toString);
    }
}
