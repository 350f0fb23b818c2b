package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BestOfPropertyTest {
    @Property
    void withoutTiesItIsTheFirstOfTheBest(
            @ForAll @Size(min = 2, max = 9) List<@From("scores") Double> scores,
            @ForAll @IntRange(min = 2, max = 5) int choices,
            @ForAll long seed) {
        List<Integer> drawn = new ArrayList<>();

        int best = pick(scores, choices, 1, seed, drawn);

        assertThat(drawn).doesNotHaveDuplicates().hasSize(Math.min(choices, scores.size()));
        double lowest = drawn.stream().mapToDouble(scores::get).min().orElseThrow();
        assertThat(best)
                .isEqualTo(drawn.stream()
                        .filter(index -> scores.get(index) == lowest)
                        .findFirst()
                        .orElseThrow());
    }

    @Property
    void noneThatWasDrawnLaterIsBetterByMoreThanTheWidestTieAndNoneBeforeByAnything(
            @ForAll @Size(min = 2, max = 9) List<@From("scores") Double> scores,
            @ForAll @IntRange(min = 2, max = 5) int choices,
            @ForAll @DoubleRange(min = 1, max = 3) double widestTie,
            @ForAll long seed) {
        List<Integer> drawn = new ArrayList<>();

        int best = pick(scores, choices, widestTie, seed, drawn);

        int place = drawn.indexOf(best);
        assertThat(drawn.subList(0, place)).allMatch(before -> scores.get(before) > scores.get(best));
        assertThat(drawn.subList(place, drawn.size()))
                .allMatch(later -> scores.get(later) * widestTie >= scores.get(best));
    }

    private static int pick(List<Double> scores, int choices, double widestTie, long seed, List<Integer> drawn) {
        Draw draw = new Draw(new Fleet().candidates(scores.size()), new SplittableRandom(seed));
        BestOf.Score score = (index, now) -> {
            drawn.add(index);
            return scores.get(index);
        };
        return new BestOf(draw, choices, score, widestTie).pick(PickContext.NONE, 0);
    }

    @Provide
    static Arbitrary<Double> scores() {
        return Arbitraries.oneOf(
                Arbitraries.of(0.0, Double.MIN_VALUE, 1.0, Double.MAX_VALUE, Double.POSITIVE_INFINITY),
                Arbitraries.doubles().between(0, 1e12),
                Arbitraries.doubles().between(1e6, 2e6));
    }
}
