package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EjectionTest {
    private final FakeTicker ticker = new FakeTicker();
    private final List<String> told = new ArrayList<>();
    private GroupLoad group = group(EjectionConfig.defaults());
    private List<Candidate> candidates = group.retain(endpoints(4));

    @Nested
    class Causes {
        @ParameterizedTest
        @EnumSource(
                value = Outcome.class,
                names = {"FAILURE", "NO_ANSWER", "OUTPACED"})
        void fiveFailuresInARowEject(Outcome failure) {
            ends(0, failure, 4);
            assertThat(load(0).isEjected()).isFalse();

            ends(0, failure, 1);

            assertThat(load(0).isEjected()).isTrue();
            assertThat(reason(0)).isEqualTo("5 failures in a row");
            assertThat(group.hasEjected()).isTrue();
        }

        @ParameterizedTest
        @EnumSource(
                value = Outcome.class,
                names = {"FAILURE", "NO_ANSWER", "OUTPACED"})
        void aSuccessBetweenBeginsTheRowAnew(Outcome failure) {
            ends(0, failure, 4);
            ends(0, Outcome.SUCCESS, 1);
            ends(0, failure, 4);
            assertThat(load(0).isEjected()).isFalse();
        }

        @Test
        void whatTaughtNothingIsNeither() {
            ends(0, Outcome.FAILURE, 4);
            ends(0, Outcome.IGNORED, 20);
            assertThat(load(0).isEjected()).isFalse();
            ends(0, Outcome.FAILURE, 1);
            assertThat(load(0).isEjected()).isTrue();
        }

        @Test
        void aConnectionThatCouldNotBeMadeEjectsAtOnce() {
            ends(0, Outcome.UNREACHABLE, 1);
            assertThat(reason(0)).isEqualTo("no connection could be made");
        }

        @Test
        void halfOfTheCallsOfASecondEject() {
            failuresBetweenSuccesses(6, 5);
            assertThat(load(0).isEjected()).isFalse();

            ticker.advance(Duration.ofSeconds(1));
            ends(0, Outcome.SUCCESS, 1);

            assertThat(reason(0)).isEqualTo("6 of 11 calls in a second failed");
        }

        @Test
        void fewerThanHalfDoNot() {
            failuresBetweenSuccesses(5, 6);
            ticker.advance(Duration.ofSeconds(1));
            ends(0, Outcome.FAILURE, 1);
            assertThat(load(0).isEjected()).isFalse();
        }

        @Test
        void fewerThanTenCallsDoNot() {
            failuresBetweenSuccesses(5, 4);
            ticker.advance(Duration.ofSeconds(1));
            ends(0, Outcome.FAILURE, 1);
            assertThat(load(0).isEjected()).isFalse();
        }

        @Test
        void whatHappenedLongAgoDoesNot() {
            failuresBetweenSuccesses(6, 5);
            ticker.advance(Duration.ofSeconds(2));
            ends(0, Outcome.SUCCESS, 1);
            assertThat(load(0).isEjected()).isFalse();
        }

        @Test
        void eachSecondIsCountedForItself() {
            for (int second = 0; second < 10; second++) {
                failuresBetweenSuccesses(4, 4);
                ticker.advance(Duration.ofSeconds(1));
            }
            assertThat(load(0).isEjected()).isFalse();
        }

        /** As chance has it, a second of a hundred calls of which a fifth fail may well begin with more failures than not. */
        @Test
        void aBadBeginningOfASecondIsNotASecond() {
            SplittableRandom random = new SplittableRandom(1);
            for (int call = 0; call < 20_000; call++) {
                // Never five in a row: that is another rule.
                Outcome outcome = random.nextInt(5) == 0 && call % 5 != 0 ? Outcome.FAILURE : Outcome.SUCCESS;
                ends(0, outcome, 1);
                ticker.advance(Duration.ofMillis(10));
            }
            assertThat(told).isEmpty();
        }
    }

    @Nested
    class Durations {
        @Test
        void itLastsFiveSecondsAndUpToAFifthMore() {
            ends(0, Outcome.UNREACHABLE, 1);
            assertThat(lasts(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));

            ticker.advance(Duration.ofSeconds(5).minusNanos(1));
            assertThat(load(0).isEjected()).isTrue();
            ticker.advance(Duration.ofSeconds(1).plusNanos(1));
            assertThat(load(0).isEjected()).isFalse();
            assertThat(group.hasEjected()).isFalse();
        }

        @Test
        void endpointsReturnAtDifferentTimes() {
            ends(0, Outcome.UNREACHABLE, 1);
            ends(1, Outcome.UNREACHABLE, 1);
            assertThat(lasts(0)).isNotEqualTo(lasts(1));
        }

        @Test
        void eachTimeIsTwiceAsLongUpToTheBound() {
            for (long seconds : new long[] {5, 10, 20, 40, 60, 60}) {
                ends(0, Outcome.UNREACHABLE, 1);
                assertThat(lasts(0)).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200));
                returnOf(0);
            }
        }

        @Test
        void earlierTimesAreForgottenAfterAMinuteInUse() {
            ends(0, Outcome.UNREACHABLE, 1);
            returnOf(0);
            ticker.advance(Duration.ofSeconds(59));
            ends(0, Outcome.UNREACHABLE, 1);
            assertThat(lasts(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
            returnOf(0);

            ticker.advance(Duration.ofSeconds(60));
            ends(0, Outcome.UNREACHABLE, 1);
            assertThat(lasts(0)).isLessThan(Duration.ofSeconds(10));
        }

        @Test
        void theReturnedStartsCleanAndSlowly() {
            call(0, Outcome.SUCCESS, Duration.ofMillis(5));
            ends(0, Outcome.FAILURE, 5);
            assertThat(load(0).costNanos(ticker.nanos())).isGreaterThan(10e6);
            ends(0, Outcome.FAILURE, 4); // calls that were on their way
            returnOf(0);

            long now = ticker.nanos();
            assertThat(load(0).warmth(now)).isZero();
            assertThat(load(0).warmth(now + 5_000_000_000L)).isEqualTo(0.5);
            assertThat(load(0).costNanos(now)).isEqualTo(group.meanNanos());
            ends(0, Outcome.FAILURE, 4);
            assertThat(load(0).isEjected()).isFalse();
            ends(0, Outcome.FAILURE, 1);
            assertThat(load(0).isEjected()).isTrue();
        }

        @Test
        void callsThatBeganBeforeTheReturnDoNotCountAgainstIt() {
            ends(0, Outcome.NO_ANSWER, 5);
            returnOf(0);
            for (int call = 0; call < 10; call++) {
                ticker.advance(Duration.ofMillis(10));
                load(0).begin();
                load(0).complete(Outcome.NO_ANSWER, Duration.ofSeconds(8).toNanos(), ticker.nanos());
            }
            assertThat(load(0).isEjected()).isFalse();
            ends(0, Outcome.NO_ANSWER, 5);
            assertThat(load(0).isEjected()).isTrue();
        }

        @Test
        void everyEjectionAndReturnIsToldOnce() {
            ends(0, Outcome.FAILURE, 8);
            returnOf(0);
            assertThat(told).containsExactly("10.0.0.1 ejected: 5 failures in a row", "10.0.0.1 returned");
        }
    }

    @Nested
    class Bounds {
        @Test
        void atMostHalfAreEjectedAtOnce() {
            candidates = group.retain(endpoints(5));
            IntStream.range(0, 5).forEach(i -> ends(i, Outcome.UNREACHABLE, 1));
            assertThat(ejected()).containsExactly(0, 1);
        }

        @Test
        void aPlaceThatIsFreeAgainIsTaken() {
            IntStream.range(0, 4).forEach(i -> ends(i, Outcome.UNREACHABLE, 1));
            assertThat(ejected()).containsExactly(0, 1);
            ticker.advance(Duration.ofSeconds(6));

            // Nobody has asked for the first two since.
            ends(2, Outcome.UNREACHABLE, 1);

            assertThat(ejected()).containsExactly(2);
        }

        @Test
        void oneAloneIsNeverEjected() {
            for (double share : new double[] {0.5, 1}) {
                group = group(EjectionConfig.defaults().withMaxShare(share));
                candidates = group.retain(endpoints(1));
                ends(0, Outcome.UNREACHABLE, 10);
                assertThat(load(0).isEjected()).isFalse();
            }
        }

        @Test
        void neverAllAreEjected() {
            group = group(EjectionConfig.defaults().withMaxShare(1));
            candidates = group.retain(endpoints(3));
            IntStream.range(0, 3).forEach(i -> ends(i, Outcome.UNREACHABLE, 1));
            assertThat(ejected()).containsExactly(0, 1);
        }

        @Test
        void turnedOffNoneIs() {
            group = group(EjectionConfig.none());
            candidates = group.retain(endpoints(4));
            ends(0, Outcome.UNREACHABLE, 10);
            assertThat(load(0).isEjected()).isFalse();
        }

        @Test
        void theOptionsAreChecked() {
            EjectionConfig usual = EjectionConfig.defaults();
            assertBad(c -> c.withFailuresInRow(0), usual, "failuresInRow: 0 (expected: >= 1)");
            assertBad(c -> c.withFailureShare(0, 10), usual, "failureShare: 0.0 (expected: above 0, up to 1)");
            assertBad(c -> c.withFailureShare(Double.NaN, 10), usual, "failureShare: NaN (expected: above 0, up to 1)");
            assertBad(c -> c.withFailureShare(0.5, 0), usual, "minCalls: 0 (expected: >= 1)");
            assertBad(c -> c.withMaxShare(1.1), usual, "maxShare: 1.1 (expected: 0 to 1)");
            assertBad(
                    c -> c.withDuration(Duration.ZERO, Duration.ofSeconds(1)), usual, "duration: PT0S (expected: > 0)");
            assertBad(
                    c -> c.withDuration(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                    usual,
                    "maxDuration: PT1S (expected: >= PT2S)");
        }

        private static void assertBad(
                Function<EjectionConfig, EjectionConfig> change, EjectionConfig config, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> change.apply(config))
                    .withMessage(message);
        }
    }

    @Nested
    class Changes {
        @Test
        void whoStaysStaysEjected() {
            ends(0, Outcome.UNREACHABLE, 1);
            candidates = group.retain(endpoints(6));
            assertThat(ejected()).containsExactly(0);
        }

        @Test
        void whoLeavesGivesItsPlaceBackAndComesBackNew() {
            ends(0, Outcome.UNREACHABLE, 1);
            ends(1, Outcome.UNREACHABLE, 1);
            EndpointLoad left = load(0);
            group.retain(endpoints(4).subList(1, 4));
            assertThat(left.isEjected()).isFalse();
            candidates = group.retain(endpoints(4));
            assertThat(ejected())
                    .as("the bound of three is one, and one had left")
                    .containsExactly(1);

            ends(2, Outcome.UNREACHABLE, 1);
            assertThat(ejected()).containsExactly(1, 2);
        }

        @Test
        void whoHasLeftIsNeverEjected() {
            EndpointLoad left = load(0);
            group.retain(endpoints(4).subList(1, 4));
            left.begin();
            left.complete(Outcome.UNREACHABLE, 1, ticker.nanos());
            assertThat(left.isEjected()).isFalse();
            assertThat(group.hasEjected()).isFalse();
        }

        @Test
        void strangersAreNeverEjected() {
            EndpointLoad stranger =
                    group.candidate(Endpoint.of("10.9.9.9", 8080)).load();
            stranger.begin();
            stranger.complete(Outcome.UNREACHABLE, 1, ticker.nanos());
            assertThat(stranger.isEjected()).isFalse();
            assertThat(group.hasEjected()).isFalse();
        }

        @Test
        void aGroupThatShrinksTakesTheSurplusBack() {
            ends(0, Outcome.UNREACHABLE, 1);
            ends(1, Outcome.UNREACHABLE, 1);
            candidates = group.retain(endpoints(3));
            assertThat(ejected()).hasSize(1);
            candidates = group.retain(endpoints(1));
            assertThat(ejected()).isEmpty();
            assertThat(group.hasEjected()).isFalse();
        }
    }

    @Test
    void theLoserOfARaceIsNoQuickAnswer() {
        call(0, Outcome.SUCCESS, Duration.ofMillis(500));
        double before = load(0).costNanos(ticker.nanos());
        call(0, Outcome.OUTPACED, Duration.ofMillis(20));
        assertThat(load(0).costNanos(ticker.nanos())).isGreaterThanOrEqualTo(before * 0.99);
        call(0, Outcome.OUTPACED, Duration.ofSeconds(5));
        assertThat(load(0).costNanos(ticker.nanos())).isGreaterThan(before * 2);
    }

    private GroupLoad group(EjectionConfig config) {
        return new GroupLoad(LoadConfig.defaults(), config, ticker, new SplittableRandom(1), new EjectionListener() {
            @Override
            public void ejected(Endpoint endpoint, Ejection ejection) {
                told.add(endpoint.address() + " ejected: " + ejection.reason());
            }

            @Override
            public void returned(Endpoint endpoint) {
                told.add(endpoint.address() + " returned");
            }
        });
    }

    private static List<Endpoint> endpoints(int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(i -> Endpoint.of("10.0.0." + i, 8080))
                .toList();
    }

    private EndpointLoad load(int index) {
        return candidates.get(index).load();
    }

    private List<Integer> ejected() {
        return IntStream.range(0, candidates.size())
                .filter(i -> load(i).isEjected())
                .boxed()
                .toList();
    }

    private String reason(int index) {
        return load(index).ejection().orElseThrow().reason();
    }

    private Duration lasts(int index) {
        return load(index).ejection().orElseThrow().duration();
    }

    private void returnOf(int index) {
        ticker.advance(load(index).ejection().orElseThrow().remaining(ticker.nanos()));
        assertThat(load(index).isEjected()).isFalse();
    }

    private void failuresBetweenSuccesses(int failures, int successes) {
        for (int i = 0; i < Math.max(failures, successes); i++) {
            ends(0, Outcome.FAILURE, i < failures ? 1 : 0);
            ends(0, Outcome.SUCCESS, i < successes ? 1 : 0);
        }
    }

    private void ends(int index, Outcome outcome, int times) {
        IntStream.range(0, times).forEach(i -> call(index, outcome, Duration.ZERO));
    }

    private void call(int index, Outcome outcome, Duration latency) {
        load(index).begin();
        ticker.advance(latency);
        load(index).complete(outcome, latency.toNanos(), ticker.nanos());
    }
}
