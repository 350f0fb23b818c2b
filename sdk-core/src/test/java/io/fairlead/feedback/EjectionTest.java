package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EjectionTest extends EjectionTesting {
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
            assertThat(reason(0))
                    .isEqualTo(
                            failure == Outcome.OUTPACED
                                    ? "5 calls in a row failed, or were answered sooner elsewhere by a hedge"
                                    : "5 failures in a row");
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
        void soDoesAStreamThatEndedAsItShould() {
            ends(0, Outcome.FAILURE, 4);
            call(0, Outcome.UNTIMED, Duration.ofHours(1));
            ends(0, Outcome.FAILURE, 4);
            assertThat(load(0).isEjected()).isFalse();
        }

        @Test
        void streamsThatEndedAsTheyShouldAreOfTheCallsOfASecond() {
            failuresBetweenSuccesses(6, 5);
            ends(0, Outcome.UNTIMED, 2);

            ticker.advance(Duration.ofSeconds(1));
            ends(0, Outcome.SUCCESS, 1);

            assertThat(load(0).isEjected()).isFalse();
        }

        @Test
        void howLongAStreamLastedIsNoLatency() {
            call(0, Outcome.UNTIMED, Duration.ofHours(1));
            assertThat(load(0).cost(ticker.nanos())).isEqualTo(1);
            assertThat(load(0).inFlight()).isZero();
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
            assertThat(load(0).cost(ticker.nanos())).isEqualTo(10);
            ends(0, Outcome.FAILURE, 4); // calls that were on their way
            returnOf(0);

            long now = ticker.nanos();
            assertThat(load(0).warmth(now)).isZero();
            assertThat(load(0).warmth(now + 5_000_000_000L)).isEqualTo(0.5);
            assertThat(load(0).cost(now)).isEqualTo(1);
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
}
