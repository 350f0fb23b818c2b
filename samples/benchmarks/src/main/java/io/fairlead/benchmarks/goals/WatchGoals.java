package io.fairlead.benchmarks.goals;

import io.fairlead.benchmarks.watch.Known;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * G5 to G7, beside a bare fabric8 informer in processes that take turns.
 *
 * @param few of a Service of 1,000 endpoints
 * @param many of one of 10,000
 */
record WatchGoals(List<Known.Pair> few, List<Known.Pair> many) {
    private static final int FEW = 1_000;
    private static final int MANY = 10_000;

    static List<Row> measure(int rounds) throws IOException {
        return new WatchGoals(Known.alternately(FEW, rounds), Known.alternately(MANY, rounds)).rows();
    }

    private List<Row> rows() {
        return List.of(
                Row.ratio(
                        "G5",
                        "change to use in us / to a bare handler, 1,000 endpoints",
                        ours(few, Known::lagMicros),
                        fabric8(few, Known::lagMicros),
                        1.1),
                Row.ratio(
                        "G5",
                        "change to use in us / to a bare handler, 10,000 endpoints",
                        ours(many, Known::lagMicros),
                        fabric8(many, Known::lagMicros),
                        1.1),
                Row.ratio(
                        "G5",
                        "change to use in us, 10,000 / 1,000 endpoints",
                        ours(many, Known::lagMicros),
                        ours(few, Known::lagMicros),
                        1.2),
                Row.ratio(
                        "G6",
                        "heap bytes for each endpoint / of a bare informer",
                        bytesEach(Known.Pair::ours),
                        bytesEach(Known.Pair::fabric8),
                        0.35),
                Row.ratio(
                        "G7",
                        "cold start in ms / of a bare informer, 1,000 endpoints",
                        ours(few, Known::startMillis),
                        fabric8(few, Known::startMillis),
                        1.1),
                Row.ratio(
                        "G7",
                        "cold start in ms / of a bare informer, 10,000 endpoints",
                        ours(many, Known::startMillis),
                        fabric8(many, Known::startMillis),
                        1.1),
                Row.ratio(
                        "G7",
                        "cold start in ms, 10,000 / 1,000 endpoints",
                        ours(many, Known::startMillis),
                        ours(few, Known::startMillis),
                        1.3));
    }

    // What both hold however few endpoints there are, such as their classes, is not the endpoints'.
    private Measured bytesEach(Function<Known.Pair, Known> side) {
        double[] each = new double[many.size()];
        for (int round = 0; round < each.length; round++) {
            double more = side.apply(many.get(round)).retainedBytes()
                    - side.apply(few.get(round)).retainedBytes();
            each[round] = more / (MANY - FEW);
        }
        return Measured.of(each);
    }

    private static Measured ours(List<Known.Pair> rounds, ToDoubleFunction<Known> value) {
        return of(rounds, Known.Pair::ours, value);
    }

    private static Measured fabric8(List<Known.Pair> rounds, ToDoubleFunction<Known> value) {
        return of(rounds, Known.Pair::fabric8, value);
    }

    private static Measured of(
            List<Known.Pair> rounds, Function<Known.Pair, Known> side, ToDoubleFunction<Known> value) {
        return Measured.of(rounds.stream().map(side).mapToDouble(value).toArray());
    }
}
