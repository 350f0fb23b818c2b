package io.fairlead.benchmarks.goals;

import io.fairlead.benchmarks.UpdateBenchmark;
import io.fairlead.benchmarks.UpdateBenchmark.Side;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** G4, from the list of endpoints on. */
record UpdateGoals(Map<Side, Measured> measured) {
    static List<Row> measure(Measurements measurements) throws RunnerException {
        Map<Side, Measured> measured = new EnumMap<>(Side.class);
        for (RunResult run : measurements.all(UpdateBenchmark.class)) {
            measured.put(Side.valueOf(run.getParams().getParam("side")), Measured.of(run));
        }
        return new UpdateGoals(measured).rows();
    }

    private List<Row> rows() {
        Measured ours = of(Side.FAIRLEAD);
        return List.of(
                Row.ratio("G4", "update in us / copied references", ours, of(Side.REF_FLATTEN), 20),
                Row.ratio("G4", "update in us / Armeria's", ours, of(Side.ARMERIA), 0.1),
                Row.ratio("G4", "update in us / grpc-java's", ours, of(Side.GRPC), 0.1),
                Row.bytes("G4", "garbage of an update", ours, 100_000));
    }

    private Measured of(Side side) {
        return Objects.requireNonNull(measured.get(side), side::toString);
    }
}
