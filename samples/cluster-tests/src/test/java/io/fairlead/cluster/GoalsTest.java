package io.fairlead.cluster;

import static io.fairlead.cluster.Contender.FAIRLEAD_GRPC;
import static io.fairlead.cluster.Contender.FAIRLEAD_OKHTTP;
import static io.fairlead.cluster.Contender.OKHTTP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GoalsTest {
    private final Rounds rounds = new Rounds();

    @Test
    void oneBadRoundOfThreeDoesNotMissAGoalOfMedians() {
        round(40, 200, 50);
        round(300, 20, 50);
        round(45, 30, 50);

        Goal goal = rounds.tail("G15", "p99");

        assertThat(goal.values()).containsEntry(FAIRLEAD_OKHTTP, 45.0).containsEntry(FAIRLEAD_GRPC, 30.0);
        assertThat(goal.missed()).isEmpty();
        assertThat(goal.line())
                .startsWith("| G15 | p99, median | 45 | 50 | 30 |")
                .endsWith("| held |");
    }

    @Test
    void aTailMayBeAQuarterLongerOrTenMillisecondsAndNoMore() {
        round(125, 125.1, 100);
        assertThat(rounds.tail("G15", "p99").missed()).containsExactly(FAIRLEAD_GRPC);

        Rounds fast = new Rounds();
        for (Contender contender : Contender.values()) {
            fast.add("p99", contender, contender == OKHTTP ? 10.0 : 20.0);
        }
        assertThat(fast.tail("G15", "p99").missed()).isEmpty();
    }

    @Test
    void whatMustNotHappenOnceIsMissedByOneRound() {
        round(0, 0, 3);
        round(0, 1, 0);
        round(0, 0, 0);

        assertThat(rounds.worst("G15", "p99", 0).missed()).containsExactly(FAIRLEAD_GRPC);
    }

    @Test
    void whatNeverHappenedInTimeIsMissed() {
        round(Double.NaN, 10, 10);

        Goal goal = rounds.worst("G15", "p99", 5000);

        assertThat(goal.missed()).containsExactly(FAIRLEAD_OKHTTP);
        assertThat(goal.line()).contains("never").contains("missed");
    }

    private void round(double okhttp, double grpc, double others) {
        for (Contender contender : Contender.values()) {
            rounds.add(
                    "p99",
                    contender,
                    contender == FAIRLEAD_OKHTTP ? okhttp : contender == FAIRLEAD_GRPC ? grpc : others);
        }
    }
}
