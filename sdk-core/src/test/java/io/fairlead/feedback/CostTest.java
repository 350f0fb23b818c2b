package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CostTest extends EjectionTesting {
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration SLOW = Duration.ofMillis(40);
    private static final Duration VERY_SLOW = Duration.ofSeconds(2);

    @Test
    void whatWasSlowWhenAllWereIsNotSlow() {
        for (int index = 0; index < 4; index++) {
            call(index, Outcome.SUCCESS, SLOW);
            call(index, Outcome.SUCCESS, SLOW);
        }

        assertThat(cost(0)).isCloseTo(1, within(0.01));

        othersCall(Duration.ofSeconds(3));
        assertThat(cost(0)).isLessThan(3 * cost(1));

        othersCall(Duration.ofSeconds(3));
        assertThat(cost(0)).isCloseTo(1, within(0.1));
        assertThat(cost(1)).isCloseTo(1, within(0.1));
    }

    @Test
    void whatALaterCallConfirmsIsForgottenIn5Seconds() {
        othersCall(Duration.ofSeconds(1));
        call(0, Outcome.SUCCESS, SLOW);
        call(0, Outcome.SUCCESS, SLOW);
        isSlowAndForgottenWithin(Duration.ofSeconds(5));
    }

    @Test
    void oneSlowAnswerIsForgottenFiveTimesAsFast() {
        othersCall(Duration.ofSeconds(1));
        call(0, Outcome.SUCCESS, SLOW);
        isSlowAndForgottenWithin(Duration.ofSeconds(1));
    }

    @Test
    void callsThatMetTheSamePauseConfirmNothing() {
        othersCall(Duration.ofSeconds(1));
        callsTogether(20);
        isSlowAndForgottenWithin(Duration.ofSeconds(1));
    }

    @Test
    void failuresAreConfirmedAsSlowAnswersAre() {
        othersCall(Duration.ofSeconds(1));
        call(0, Outcome.FAILURE, QUICK);
        call(0, Outcome.FAILURE, QUICK);
        isSlowAndForgottenWithin(Duration.ofSeconds(5));
    }

    @Test
    void anAnswerInTimeEndsWhatWasConfirmed() {
        othersCall(Duration.ofSeconds(1));
        call(0, Outcome.SUCCESS, SLOW);
        call(0, Outcome.SUCCESS, SLOW);
        call(0, Outcome.SUCCESS, QUICK);
        isSlowAndForgottenWithin(Duration.ofSeconds(1));
    }

    @Test
    void noAnswerCountsMoreThanTenMeans() {
        othersCall(Duration.ofSeconds(1));
        call(0, Outcome.NO_ANSWER, VERY_SLOW);
        assertThat(cost(0)).isEqualTo(10);
        ticker.advance(Duration.ofMinutes(1));
        call(1, Outcome.SUCCESS, VERY_SLOW);
        assertThat(cost(1)).isEqualTo(10);
    }

    @Test
    void whatIsForgottenConfirmsNothing() {
        othersCall(Duration.ofSeconds(1));
        call(0, Outcome.SUCCESS, SLOW);
        ticker.advance(Duration.ofSeconds(10));
        call(0, Outcome.SUCCESS, SLOW);
        isSlowAndForgottenWithin(Duration.ofSeconds(1));
    }

    @Test
    void aLoserOfARaceThatWasQuickNeitherConfirmsNorAbsolves() {
        othersCall(Duration.ofSeconds(1));
        call(0, Outcome.SUCCESS, SLOW);
        call(0, Outcome.OUTPACED, QUICK);
        isSlowAndForgottenWithin(Duration.ofSeconds(1));
        call(0, Outcome.SUCCESS, SLOW);
        call(0, Outcome.OUTPACED, QUICK);
        isSlowAndForgottenWithin(Duration.ofSeconds(5));
    }

    @Test
    void theMeanOfAQuietServiceIsThatOfTheCallsBefore() {
        call(1, Outcome.SUCCESS, QUICK);
        ticker.advance(Duration.ofMinutes(1));
        call(0, Outcome.SUCCESS, SLOW);
        assertThat(cost(0)).isCloseTo(8, within(0.01));
    }

    @Test
    void beforeAnySuccessAFailureCostsWhatFailuresCost() {
        call(0, Outcome.NO_ANSWER, Duration.ofSeconds(30));
        assertThat(cost(0)).isEqualTo(LoadConfig.defaults().failureFactor());
        assertThat(cost(1)).isEqualTo(1);
    }

    @Test
    void theLoserOfARaceIsNoQuickAnswer() {
        call(0, Outcome.SUCCESS, Duration.ofMillis(500));
        call(0, Outcome.OUTPACED, Duration.ofMillis(20));
        assertThat(cost(0)).isEqualTo(1);
        call(0, Outcome.OUTPACED, Duration.ofSeconds(5));
        assertThat(cost(0)).isGreaterThan(2);
    }

    @Test
    void callsThatTakeNoTimeCostNothing() {
        call(0, Outcome.SUCCESS, Duration.ZERO);
        call(1, Outcome.SUCCESS, Duration.ZERO);
        assertThat(cost(0)).isEqualTo(1);
        assertThat(cost(1)).isZero();
    }

    @Property(tries = 100)
    void onlyTheRatiosOfLatenciesMatter(@ForAll long seed, @ForAll @IntRange(min = 2, max = 100) int factor) {
        FakeTicker clock = new FakeTicker();
        GroupLoad one = new GroupLoad(LoadConfig.defaults(), clock);
        GroupLoad slower = new GroupLoad(LoadConfig.defaults(), clock);
        List<Candidate> ofOne = one.retain(endpoints(4));
        List<Candidate> ofSlower = slower.retain(endpoints(4));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            // Longer than any call: of calls that overlap it matters by how much.
            clock.advance(Duration.ofNanos(random.nextLong(100_000_000, 1_000_000_000)));
            int index = random.nextInt(4);
            long latency = random.nextLong(1_000, 1_000_000);
            Outcome outcome = random.nextInt(5) == 0 ? Outcome.FAILURE : Outcome.SUCCESS;
            ofOne.get(index).complete(outcome, latency, clock.nanos());
            ofSlower.get(index).complete(outcome, factor * latency, clock.nanos());
            double cost = ofOne.get(index).cost(clock.nanos());
            assertThat(ofSlower.get(index).cost(clock.nanos())).isCloseTo(cost, within(1e-6 * cost));
        }
    }

    private void isSlowAndForgottenWithin(Duration timeConstant) {
        double slow = cost(0);
        assertThat(slow).isGreaterThan(5);
        ticker.advance(timeConstant);
        assertThat(cost(0)).isCloseTo(1 + (slow - 1) / Math.E, within(0.01));
    }

    private void callsTogether(int calls) {
        ticker.advance(SLOW);
        for (int i = 0; i < calls; i++) {
            load(0).begin();
            load(0).complete(Outcome.SUCCESS, SLOW.toNanos(), ticker.nanos());
            ticker.advance(Duration.ofMillis(1));
        }
    }

    private double cost(int index) {
        return load(index).cost(ticker.nanos());
    }

    private void othersCall(Duration time) {
        for (int i = 0; i < time.dividedBy(QUICK); i++) {
            call(1 + i % 3, Outcome.SUCCESS, QUICK);
        }
    }
}
