package io.fairlead.benchmarks.goals;

import io.fairlead.benchmarks.Contender;
import io.fairlead.benchmarks.PickBenchmark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** G1 to G3: what a pick costs, how flat that is, and what it allocates. */
final class PickGoals {
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final List<Integer> SIZES = List.of(10, 1_000, 10_000);
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    // All but consistent hash, which looks at every endpoint and says so.
    private static final Set<Contender> FLAT = EnumSet.of(
            Contender.ADAPTIVE, Contender.LEAST_REQUEST, Contender.ROUND_ROBIN, Contender.RANDOM, Contender.WEIGHTED);
    private static final Set<Contender> COUNTING = EnumSet.of(Contender.ADAPTIVE, Contender.LEAST_REQUEST);
    private static final Set<Contender> CHOOSING =
            EnumSet.of(Contender.ROUND_ROBIN, Contender.RANDOM, Contender.WEIGHTED, Contender.CONSISTENT_HASH);

    private static final Map<String, String[]> CONTENDED =
            Map.of("contender", contended().map(Contender::name).toArray(String[]::new), "endpoints", new String[] {
                Integer.toString(MANY)
            });

    private record Case(Contender contender, int endpoints, int threads) {}

    private final Map<Case, Measured> measured = new HashMap<>();

    static List<Row> measure(Measurements measurements) throws RunnerException {
        PickGoals goals = new PickGoals();
        goals.note(measurements.all(PickBenchmark.class), 1);
        goals.note(measurements.some(PickBenchmark.class, 2, CONTENDED), 2);
        return goals.rows();
    }

    private void note(Collection<RunResult> runs, int threads) {
        for (RunResult run : runs) {
            Case found = new Case(
                    Contender.valueOf(run.getParams().getParam("contender")),
                    Integer.parseInt(run.getParams().getParam("endpoints")),
                    threads);
            measured.put(found, Measured.of(run));
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int size : SIZES) {
            rows.add(cost("default policy / the same by hand", Contender.ADAPTIVE, Contender.REF_BEST_OF_4, size, 1.3));
            rows.add(cost(
                    "default policy / Finagle's Peak EWMA", Contender.ADAPTIVE, Contender.FINAGLE_EWMA, size, 0.4));
            rows.add(cost("round robin / a random index", Contender.ROUND_ROBIN, Contender.REF_RANDOM, size, 1.5));
            rows.add(cost(
                    "least request / the same by hand", Contender.LEAST_REQUEST, Contender.REF_BEST_OF_2, size, ANY));
            for (Contender peer : Contender.values()) {
                if (isPeer(peer) && peer != Contender.FINAGLE_EWMA) {
                    rows.add(cost("default policy / " + peer, Contender.ADAPTIVE, peer, size, ANY));
                }
            }
        }
        FLAT.forEach(policy -> rows.add(Row.ratio(
                "G2",
                policy + ", " + MANY + " / " + FEW + " endpoints",
                of(policy, MANY, 1),
                of(policy, FEW, 1),
                1.3)));
        FLAT.forEach(policy -> rows.add(contention(policy)));
        COUNTING.forEach(policy -> rows.add(Row.bytes("G3", policy + ", pick and completion", of(policy, FEW, 1), 32)));
        CHOOSING.forEach(policy -> rows.add(Row.bytes("G3", policy + ", pick", of(policy, FEW, 1), 0)));
        return rows;
    }

    private Row cost(String what, Contender ours, Contender other, int size, double most) {
        return Row.ratio("G1", what + ", " + size + " endpoints", of(ours, size, 1), of(other, size, 1), most);
    }

    // A second thread costs what the machine makes it cost: so it is compared with what it costs the reference.
    private Row contention(Contender policy) {
        Contender reference = COUNTING.contains(policy) ? Contender.REF_BEST_OF_4 : Contender.REF_RANDOM;
        double ours = of(policy, MANY, 2).median() / of(policy, MANY, 1).median();
        double other = of(reference, MANY, 2).median() / of(reference, MANY, 1).median();
        return new Row(
                "G2", policy + ", 2 threads / 1 thread, over the same of " + reference, "", "", ours / other, 1.2);
    }

    private Measured of(Contender contender, int endpoints, int threads) {
        Case wanted = new Case(contender, endpoints, threads);
        return Objects.requireNonNull(measured.get(wanted), wanted::toString);
    }

    private static Stream<Contender> contended() {
        return Stream.concat(FLAT.stream(), Stream.of(Contender.REF_BEST_OF_4, Contender.REF_RANDOM));
    }

    private static boolean isPeer(Contender contender) {
        return !FLAT.contains(contender)
                && contender != Contender.CONSISTENT_HASH
                && !contender.name().startsWith("REF_");
    }
}
