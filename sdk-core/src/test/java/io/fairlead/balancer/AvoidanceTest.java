package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.EjectionConfig;
import io.fairlead.feedback.EjectionListener;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.feedback.Outcome;
import io.fairlead.testing.FakeTicker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the policies do with endpoints that are ejected, and with those that the call has tried. */
class AvoidanceTest {
    private static final int PICKS = 40_000;

    enum Policy {
        ADAPTIVE,
        LEAST_REQUEST,
        ROUND_ROBIN,
        RANDOM;

        Picker over(List<Candidate> candidates, long seed) {
            RandomGenerator random = new SplittableRandom(seed);
            Balancer balancer =
                    switch (this) {
                        case ADAPTIVE -> Balancer.adaptive(new FakeTicker(), random, 3);
                        case LEAST_REQUEST -> Balancer.leastRequest(random, 2);
                        case ROUND_ROBIN -> Balancer.roundRobin(random);
                        case RANDOM -> Balancer.random(random);
                    };
            return balancer.newPicker(candidates);
        }
    }

    @Property(tries = 300)
    void theLeastBadIsPicked(
            @ForAll Policy policy,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll("places") Set<Integer> ejectedPlaces,
            @ForAll("places") Set<Integer> triedPlaces,
            @ForAll long seed) {
        List<Candidate> candidates = candidates(size);
        ejectedPlaces.forEach(place -> eject(candidates, place % size));
        Set<Integer> ejected = ejected(candidates);
        Set<Integer> tried = triedPlaces.stream().map(place -> place % size).collect(Collectors.toSet());
        PickContext avoid = tried.isEmpty() ? PickContext.NONE : PickContext.tried(keys(candidates, tried));
        Picker picker = policy.over(candidates, seed);

        Set<Integer> best = places(size);
        best.removeAll(tried);
        Set<Integer> good = new HashSet<>(best);
        good.removeAll(ejected);
        Set<Integer> allowed = !good.isEmpty() ? good : best.isEmpty() ? places(size) : best;
        for (int i = 0; i < 50; i++) {
            assertThat(allowed).contains(picker.pick(avoid));
        }
    }

    @Provide
    Arbitrary<Set<Integer>> places() {
        return Arbitraries.integers().between(0, 19).set().ofMaxSize(20);
    }

    /** Also those behind an ejected one, which must not inherit its share. */
    @ParameterizedTest
    @EnumSource(Policy.class)
    void theOthersShareEvenly(Policy policy) {
        for (int size : new int[] {3, 4, 10}) {
            for (Set<Integer> out :
                    List.of(Set.of(1), IntStream.range(0, size / 2).boxed().collect(Collectors.toSet()))) {
                List<Candidate> candidates = candidates(size);
                out.forEach(place -> eject(candidates, place));
                assertThat(ejected(candidates)).isEqualTo(out);

                double even = PICKS / (double) (size - out.size());
                int[] picks = picks(policy.over(candidates, size), size, PickContext.NONE);

                for (int place = 0; place < size; place++) {
                    // Five standard deviations of independent picks.
                    assertThat((double) picks[place])
                            .as("%d of %d, without %s", place, size, out)
                            .isCloseTo(out.contains(place) ? 0 : even, within(5 * Math.sqrt(even)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void aRetryIsSharedEvenlyToo(Policy policy) {
        List<Candidate> candidates = candidates(5);
        eject(candidates, 0);
        Set<EndpointKey> tried = keys(candidates, Set.of(1));

        int[] picks = picks(policy.over(candidates, 3), 5, PickContext.tried(tried));

        assertThat(picks[0] + picks[1]).isZero();
        for (int place = 2; place < 5; place++) {
            assertThat((double) picks[place]).isCloseTo(PICKS / 3.0, within(600.0));
        }
    }

    @Test
    void withHalfOfThemEjectedAsManyAreComparedAsEver() {
        for (int size : new int[] {8, 10, 100}) {
            List<Candidate> candidates = candidates(size);
            IntStream.range(0, size / 2).forEach(place -> eject(candidates, 2 * place));
            Set<Integer> drawn = new HashSet<>();
            BestOf.Score score = (index, now) -> {
                assertThat(drawn.add(index)).as("distinct").isTrue();
                assertThat(index % 2).as("not ejected").isOne();
                return 1;
            };
            BestOf bestOf = new BestOf(new Draw(candidates, new SplittableRandom(size)), 3, score, 1);
            int[] compared = new int[4];
            for (int i = 0; i < 10_000; i++) {
                drawn.clear();
                bestOf.pick(PickContext.NONE, 0);
                compared[drawn.size()]++;
            }
            assertThat(compared[3]).isGreaterThan(9_500);
            assertThat(compared[1]).isLessThan(10);
        }
    }

    /** Of five choices four have to be remembered. */
    @Test
    void manyChoicesAreDistinctToo() {
        List<Candidate> candidates = candidates(8);
        eject(candidates, 3);
        Set<Integer> drawn = new HashSet<>();
        BestOf.Score score = (index, now) -> {
            assertThat(drawn.add(index)).isTrue();
            return 1;
        };
        BestOf bestOf = new BestOf(new Draw(candidates, new SplittableRandom(1)), 5, score, 1);
        for (int i = 0; i < 10_000; i++) {
            drawn.clear();
            bestOf.pick(PickContext.NONE, 0);
            assertThat(drawn).hasSizeBetween(2, 5).doesNotContain(3);
        }
    }

    @Test
    void whatOthersDoIsStillCompared() {
        List<Candidate> candidates = candidates(6);
        eject(candidates, 0);
        IntStream.range(1, 5).forEach(place -> candidates.get(place).begin());

        int[] picks =
                picks(Balancer.leastRequest(new SplittableRandom(1), 5).newPicker(candidates), 6, PickContext.NONE);

        assertThat(picks[5]).as("the only idle one").isGreaterThan(PICKS * 9 / 10);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void withoutAnyGoodOneTheEjectedShareEvenly(Policy policy) {
        List<Candidate> candidates = candidates(10);
        IntStream.range(0, 5).forEach(place -> eject(candidates, place));
        List<Candidate> connected = candidates.subList(0, 5);

        int[] picks = picks(policy.over(connected, 1), 5, PickContext.NONE);

        for (int count : picks) {
            assertThat((double) count).isCloseTo(PICKS / 5.0, within(5 * Math.sqrt(PICKS / 5.0)));
        }
    }

    private static List<Candidate> candidates(int size) {
        GroupLoad group = new GroupLoad(
                LoadConfig.defaults(),
                EjectionConfig.defaults(),
                new FakeTicker(),
                new SplittableRandom(1),
                EjectionListener.NONE);
        return group.retain(IntStream.rangeClosed(1, size)
                .mapToObj(i -> Endpoint.of("10.0.0." + i, 8080))
                .toList());
    }

    private static void eject(List<Candidate> candidates, int place) {
        candidates.get(place).begin();
        candidates.get(place).complete(Outcome.UNREACHABLE, 1, new FakeTicker().nanos());
    }

    private static Set<Integer> ejected(List<Candidate> candidates) {
        return IntStream.range(0, candidates.size())
                .filter(place -> candidates.get(place).isEjected())
                .boxed()
                .collect(Collectors.toSet());
    }

    private static Set<EndpointKey> keys(List<Candidate> candidates, Set<Integer> places) {
        return places.stream()
                .map(place -> candidates.get(place).endpoint().key())
                .collect(Collectors.toSet());
    }

    private static Set<Integer> places(int size) {
        return IntStream.range(0, size).boxed().collect(Collectors.toSet());
    }

    private static int[] picks(Picker picker, int size, PickContext tried) {
        int[] picks = new int[size];
        IntStream.range(0, PICKS).forEach(i -> picks[picker.pick(tried)]++);
        return picks;
    }
}
