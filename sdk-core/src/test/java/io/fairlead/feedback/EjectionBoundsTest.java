package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.Endpoint;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How many endpoints may be ejected, and what becomes of that when the group changes. */
class EjectionBoundsTest extends EjectionTesting {
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
            Candidate left = load(0);
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
            Candidate left = load(0);
            group.retain(endpoints(4).subList(1, 4));
            left.begin();
            left.complete(Outcome.UNREACHABLE, 1, ticker.nanos());
            assertThat(left.isEjected()).isFalse();
            assertThat(group.hasEjected()).isFalse();
        }

        @Test
        void strangersAreNeverEjected() {
            Candidate stranger = group.candidate(Endpoint.of("10.9.9.9", 8080));
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
}
