package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.feedback.Outcome;
import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalancerTest {
    private static final int PICKS = 30_000;

    private static final FakeTicker ticker = new FakeTicker();
    private final GroupLoad loads = new GroupLoad(LoadConfig.defaults(), ticker);

    record Policy(String name, Balancer balancer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Policy> policies() {
        return Stream.of(
                new Policy("adaptive", Balancer.adaptive(ticker, new SplittableRandom(1), 3)),
                new Policy("least request", Balancer.leastRequest(new SplittableRandom(2), 2)),
                new Policy("round robin", Balancer.roundRobin(new SplittableRandom(3))),
                new Policy("random", Balancer.random(new SplittableRandom(4))));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void idleEndpointsGetEqualShares(Policy policy) {
        Picker picker = policy.balancer().newPicker(candidates(10));

        int[] picks = new int[10];
        IntStream.range(0, PICKS).forEach(i -> picks[picker.pick(PickContext.NONE)]++);

        // 3,000 expected each; the standard deviation of independent picks is 52, so 5 of them are allowed.
        IntStream.of(picks).forEach(count -> assertThat(count).isCloseTo(PICKS / 10, within(260)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void triedEndpointsAreAvoidedUntilNoneIsLeft(Policy policy) {
        List<Candidate> candidates = candidates(7);
        Picker picker = policy.balancer().newPicker(candidates);
        Set<EndpointKey> tried = new HashSet<>();

        for (int attempt = 0; attempt < 7; attempt++) {
            assertThat(tried.add(candidates
                            .get(picker.pick(PickContext.tried(tried)))
                            .endpoint()
                            .key()))
                    .isTrue();
        }
        assertThat(picker.pick(PickContext.tried(tried))).isBetween(0, 6);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void aSingleEndpointIsAlwaysPicked(Policy policy) {
        Picker picker = policy.balancer().newPicker(candidates(1));

        assertThat(picker.pick(PickContext.NONE)).isZero();
        assertThat(picker.pick(key -> true)).isZero();
    }

    @Test
    void draweesAreDistinct() {
        for (int size = 1; size < 12; size++) {
            Draw draw = new Draw(candidates(size), new SplittableRandom(size));
            Set<Integer> drawn = new HashSet<>();
            BestOf.Score score = (index, now) -> {
                assertThat(drawn.add(index)).isTrue();
                return index;
            };
            BestOf bestOf = new BestOf(draw, 5, score, 1);
            for (int i = 0; i < 1000; i++) {
                drawn.clear();
                bestOf.pick(PickContext.NONE, 0);
                assertThat(drawn).hasSize(size == 1 ? 0 : Math.min(size, 5));
            }
        }
    }

    @Test
    void leastRequestPrefersTheIdler() {
        List<Candidate> candidates = candidates(2);
        candidates.get(0).begin();
        Picker picker = Balancer.leastRequest(new SplittableRandom(5), 2).newPicker(candidates);

        assertThat(IntStream.range(0, 100).map(i -> picker.pick(PickContext.NONE)))
                .containsOnly(1);
    }

    @Test
    void adaptiveAvoidsTheSlowAndTheFailing() {
        List<Candidate> candidates = candidates(3);
        call(candidates.get(0), Outcome.SUCCESS, Duration.ofMillis(5));
        call(candidates.get(1), Outcome.SUCCESS, Duration.ofMillis(50));
        call(candidates.get(2), Outcome.FAILURE, Duration.ofNanos(1000));
        Picker picker = Balancer.adaptive(ticker, new SplittableRandom(6), 3).newPicker(candidates);

        assertThat(IntStream.range(0, 100).map(i -> picker.pick(PickContext.NONE)))
                .containsOnly(0);
    }

    @Test
    void whatWasSlowOnceIsTriedAgain() {
        List<Candidate> candidates = candidates(2);
        call(candidates.get(0), Outcome.SUCCESS, Duration.ofMillis(5));
        call(candidates.get(1), Outcome.SUCCESS, Duration.ofMillis(50));
        Picker picker = Balancer.adaptive(ticker, new SplittableRandom(7), 2).newPicker(candidates);

        ticker.advance(Duration.ofSeconds(60));

        assertThat(IntStream.range(0, 100).map(i -> picker.pick(PickContext.NONE)))
                .contains(0, 1);
    }

    /** Whatever the latency, so wherever a step of the rounding lies. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 1.3, 2.1, 3.3, 4.9, 5.0, 5.1, 7.6, 11.4, 17.1})
    void callsOneAfterAnotherAreSpreadOverEndpointsThatDifferByAHair(double millis) {
        List<Candidate> candidates = candidates(3);
        Picker picker = Balancer.adaptive(ticker, new SplittableRandom(9), 3).newPicker(candidates);
        int[] calls = new int[3];
        for (int call = 0; call < 3_000; call++) {
            int index = picker.pick(PickContext.NONE);
            calls[index]++;
            // The second is 2 % slower than the first, the third 4 %.
            call(candidates.get(index), Outcome.SUCCESS, Duration.ofNanos((long) (millis * 1e6 * (1 + 0.02 * index))));
            ticker.advance(Duration.ofMillis(10));
        }

        assertThat(calls[0]).isBetween(700, 1300);
        assertThat(calls[1]).isBetween(700, 1300);
        assertThat(calls[2]).isBetween(700, 1300);
    }

    @Test
    void aNewcomerGetsItsShareByAndBy() {
        loads.retain(endpoints(9));
        List<Candidate> candidates = loads.retain(endpoints(10));
        Picker picker = Balancer.adaptive(ticker, new SplittableRandom(8), 3).newPicker(candidates);

        assertThat(share(picker, 9)).isZero();
        ticker.advance(Duration.ofSeconds(5));
        // A quarter of a tenth: the square of the half that has passed.
        assertThat(share(picker, 9)).isBetween(0.021, 0.029);
        ticker.advance(Duration.ofSeconds(6));
        assertThat(share(picker, 9)).isBetween(0.09, 0.11);
    }

    @Test
    void anEndpointWhoseFirstCallWasSlowIsTriedAgainSoon() {
        List<Candidate> candidates = candidates(3);
        callTheOthers(candidates, 1);
        call(candidates.get(2), Outcome.SUCCESS, Duration.ofMillis(100));
        Picker picker = Balancer.adaptive(ticker, new SplittableRandom(10), 3).newPicker(candidates);

        assertThat(share(picker, 2)).isZero();
        callTheOthers(candidates, 5);
        assertThat(share(picker, 2)).isGreaterThan(0.1);
    }

    @Test
    void oneThatWasSlowTwiceIsAvoidedForLonger() {
        List<Candidate> candidates = candidates(3);
        callTheOthers(candidates, 1);
        call(candidates.get(2), Outcome.SUCCESS, Duration.ofMillis(100));
        call(candidates.get(2), Outcome.SUCCESS, Duration.ofMillis(100));
        Picker picker = Balancer.adaptive(ticker, new SplittableRandom(10), 3).newPicker(candidates);

        callTheOthers(candidates, 5);
        assertThat(share(picker, 2)).isZero();
        callTheOthers(candidates, 20);
        assertThat(share(picker, 2)).isGreaterThan(0.1);
    }

    /** For so many seconds all but the last, which answer in 5 ms. */
    private static void callTheOthers(List<Candidate> candidates, int seconds) {
        long end = ticker.nanos() + Duration.ofSeconds(seconds).toNanos();
        while (ticker.nanos() < end) {
            candidates
                    .subList(0, candidates.size() - 1)
                    .forEach(each -> call(each, Outcome.SUCCESS, Duration.ofMillis(5)));
        }
    }

    @Test
    void choicesAreBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balancer.leastRequest(new SplittableRandom(9), 1))
                .withMessage("choices: 1 (expected: 2 to 5)");
    }

    private static double share(Picker picker, int index) {
        return IntStream.range(0, PICKS)
                        .filter(i -> picker.pick(PickContext.NONE) == index)
                        .count()
                / (double) PICKS;
    }

    private static void call(Candidate candidate, Outcome outcome, Duration latency) {
        candidate.begin();
        ticker.advance(latency);
        candidate.complete(outcome, latency.toNanos(), ticker.nanos());
    }

    private List<Candidate> candidates(int size) {
        return loads.retain(endpoints(size));
    }

    private static List<Endpoint> endpoints(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> Endpoint.of("10.0.0." + (i + 1), 8080))
                .toList();
    }
}
