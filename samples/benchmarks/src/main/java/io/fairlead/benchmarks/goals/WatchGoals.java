package io.fairlead.benchmarks.goals;

import io.fairlead.benchmarks.watch.Known;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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
        Row heap = Row.ratio(
                "G6",
                "heap bytes for each endpoint / of a bare informer",
                bytesEach(Known.Pair::ours),
                bytesEach(Known.Pair::fabric8),
                0.35);
        return Stream.of(
                        compared("G5", "change to use in us", Known::lagMicros, 1.2),
                        Stream.of(heap),
                        compared("G7", "cold start in ms", Known::startMillis, 1.3))
                .flatMap(rows -> rows)
                .toList();
    }

    private Stream<Row> compared(String goal, String what, ToDoubleFunction<Known> value, double mostOfMany) {
        return Stream.of(
                besideBare(goal, what, FEW, few, value),
                besideBare(goal, what, MANY, many, value),
                Row.ratio(
                        goal,
                        what + ", " + MANY + " / " + FEW + " endpoints",
                        of(many, Known.Pair::ours, value),
                        of(few, Known.Pair::ours, value),
                        mostOfMany));
    }

    private static Row besideBare(
            String goal, String what, int endpoints, List<Known.Pair> rounds, ToDoubleFunction<Known> value) {
        return Row.ratio(
                goal,
                what + " / of a bare informer, " + endpoints + " endpoints",
                of(rounds, Known.Pair::ours, value),
                of(rounds, Known.Pair::fabric8, value),
                1.1);
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

    private static Measured of(
            List<Known.Pair> rounds, Function<Known.Pair, Known> side, ToDoubleFunction<Known> value) {
        return Measured.of(rounds.stream().map(side).mapToDouble(value).toArray());
    }
}
