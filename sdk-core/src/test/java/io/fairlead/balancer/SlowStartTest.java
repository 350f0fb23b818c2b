package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.feedback.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlowStartTest {
    private static final SplittableRandom random = new SplittableRandom(1);

    private final Fleet fleet = new Fleet();

    record Inner(String name, Balancer balancer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Inner> policies() {
        return Stream.of(
                new Inner("round robin", Balancer.roundRobin(random)),
                new Inner("random", Balancer.random(random)),
                new Inner("least request", Balancer.leastRequest(random, 2)),
                new Inner("weighted", Balancer.weighted(e -> 1, random)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void aNewcomerGetsItsShareByAndBy(Inner inner) {
        fleet.candidates(9);
        List<Candidate> candidates = fleet.candidates(10);
        Picker picker = picker(inner.balancer(), candidates);

        assertThat(counts(picker, 10)[9]).isZero();
        fleet.ticker.advance(Duration.ofSeconds(3));
        // 0.3 of nine others' share.
        assertThat(counts(picker, 10)[9]).isBetween(250, 400);
        fleet.ticker.advance(Duration.ofSeconds(3));
        assertThat(counts(picker, 10)[9]).isBetween(550, 720);
        fleet.ticker.advance(Duration.ofSeconds(4));
        assertThat(counts(picker, 10)[9]).isBetween(900, 1100);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theOthersShareWhatItDoesNotGet(Inner inner) {
        fleet.candidates(9);
        Picker picker = picker(inner.balancer(), fleet.candidates(10));

        int[] counts = counts(picker, 10);

        for (int i = 1; i < 9; i++) {
            assertThat(counts[i]).isBetween(950, 1275);
        }
    }

    @Test
    void whereAllAreNewNoneIs() {
        Picker picker = picker(Balancer.random(random), fleet.candidates(4));

        assertThat(IntStream.of(counts(picker, 4))).allMatch(count -> count > 2_200);
    }

    @Test
    void aNewcomerIsPickedWhereNoOtherIsLeft() {
        fleet.candidates(2);
        List<Candidate> candidates = fleet.candidates(3);
        Picker picker = picker(Balancer.roundRobin(random), candidates);

        PickContext old = endpoint -> !endpoint.hasKey(Fleet.key(candidates, 2));
        assertThat(IntStream.range(0, 50).map(i -> picker.pick(old))).containsOnly(2);
    }

    @Test
    void byTheDefaultPolicyANewcomerStartsSlowlyAlsoWhereAllOthersAreBusy() {
        List<Candidate> old = fleet.candidates(9);
        old.forEach(Candidate::begin);
        old.forEach(Candidate::begin);
        Picker picker = Balancer.adaptive(fleet.ticker, random, Balancer.DEFAULT_CHOICES)
                .newPicker(fleet.candidates(10));

        assertThat(counts(picker, 10)[9]).isZero();
        fleet.ticker.advance(Duration.ofSeconds(2));
        // One of four that are drawn from ten, and always the best where the lot is for it: 0.04 of 4,000.
        assertThat(counts(picker, 10)[9]).isBetween(97, 223);
        fleet.ticker.advance(Duration.ofSeconds(3));
        assertThat(counts(picker, 10)[9]).isBetween(850, 1150);
    }

    private Picker picker(Balancer inner, List<Candidate> candidates) {
        return Balancer.slowStart(inner, fleet.ticker, random).newPicker(candidates);
    }

    private static int[] counts(Picker picker, int size) {
        int[] counts = new int[size];
        for (int pick = 0; pick < 10_000; pick++) {
            counts[picker.pick(PickContext.NONE)]++;
        }
        return counts;
    }
}
