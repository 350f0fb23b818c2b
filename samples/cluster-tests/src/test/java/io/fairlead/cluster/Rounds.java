package io.fairlead.cluster;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What was measured in each round, by its name and by contender, and whether that is what was aimed at. */
final class Rounds {
    private static final double FACTOR = 1.25;
    private static final double MILLIS = 10;

    private final Map<String, Map<Contender, List<Double>>> values = new LinkedHashMap<>();

    /** Adds a round's value; not a number is what never happened. */
    void add(String what, Contender contender, double value) {
        values.computeIfAbsent(what, each -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, each -> new ArrayList<>())
                .add(value);
    }

    /** Adds a round's count. */
    void add(String what, Contender contender, long count) {
        add(what, contender, (double) count);
    }

    /** The median of the rounds: what noise does to one of them does not count. */
    Goal median(String goal, String what, String limit, Goal.Bound bound) {
        return new Goal(goal, what + ", median", median(values.get(what)), limit, bound);
    }

    /** The worst of the rounds, for what must not happen once. */
    Goal worst(String goal, String what, double most) {
        Map<Contender, Double> worst =
                values(values.get(what), all -> Arrays.stream(all).max().orElseThrow());
        String limit = String.format(Locale.ROOT, most == Math.rint(most) ? "at most %.0f" : "at most %.1f", most);
        return new Goal(goal, what + ", worst", worst, limit, (ours, value, others) -> value <= most);
    }

    /** Those of a time in which pods come and go. */
    Goal tail(String goal, String what) {
        return median(
                goal,
                what,
                "at most 1.25 times the virtual IP's, or 10 more",
                (ours, value, others) -> value
                        <= Math.max(FACTOR * others.get(Contender.OKHTTP), MILLIS + others.get(Contender.OKHTTP)));
    }

    private static Map<Contender, Double> median(Map<Contender, List<Double>> rounds) {
        return values(rounds, all -> {
            double[] sorted = Arrays.stream(all).sorted().toArray();
            return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
        });
    }

    private static Map<Contender, Double> values(Map<Contender, List<Double>> rounds, Function<double[], Double> one) {
        return rounds.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> one.apply(entry.getValue().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())));
    }
}
