package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void triesOfTheFirstMinuteAreAtMostThreeSecondsApartAndSpread() {
        Outage outage = new Outage(KubernetesOptions.defaults(), new SplittableRandom(1), 5);
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            delays.add(outage.delay(5 + MINUTE, Optional.empty()));
        }

        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(3)));
        assertThat(delays.get(0)).isLessThanOrEqualTo(Duration.ofMillis(250));
        assertThat(delays).anyMatch(delay -> delay.toMillis() < 300).anyMatch(delay -> delay.toMillis() > 2700);
    }

    @Test
    void laterOnesAreAtMostHalfAMinuteApart() {
        Outage outage = new Outage(KubernetesOptions.defaults(), new SplittableRandom(1), Long.MAX_VALUE - 1);
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            delays.add(outage.delay(Long.MAX_VALUE - 1 + 2 * MINUTE, Optional.empty()));
        }

        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(30)));
        assertThat(delays).anyMatch(delay -> delay.toSeconds() >= 25);
    }

    @Test
    void retryAfterIsTheLeast() {
        Outage outage = new Outage(KubernetesOptions.defaults(), new SplittableRandom(1), 0);

        assertThat(outage.delay(1, Optional.of(Duration.ofSeconds(20))))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
    }

    @Test
    void suspicionsAreFollowedAtOnceThenMoreAndMoreSeldom() {
        Suspicions suspicions = new Suspicions();
        long now = Long.MAX_VALUE - 3;
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Duration pause = suspicions.pause(now);
            pauses.add(pause.toMillis());
            now += pause.toNanos();
            suspicions.followed(now);
        }

        assertThat(pauses).containsExactly(0L, 1000L, 2000L, 4000L, 8000L, 10000L, 10000L);
        assertThat(suspicions.pause(now + Duration.ofSeconds(31).toNanos())).isZero();
    }
}
