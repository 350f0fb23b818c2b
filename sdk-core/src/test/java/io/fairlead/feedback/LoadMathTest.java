package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

final class LoadMathTest {
    @Property
    void aDecayIsTheExponentialAsFarAsAnyLatencyIsKnown(@ForAll @DoubleRange(min = 0, max = 40) double x) {
        assertThat(LoadMath.decay(x)).isCloseTo(Math.exp(-x), within(6e-5));
    }

    @Property
    void itIsSoWhereTheWayOfItChanges(@ForAll @DoubleRange(min = 0, max = 1) double x) {
        assertThat(LoadMath.decay(x)).isCloseTo(Math.exp(-x), within(6e-5)).isBetween(0.0, 1.0);
    }

    @Test
    void timesThatCannotBeCountedLastForEver() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        LoadMath math = LoadMath.of(new LoadConfig(forever, 0.05, forever, 10, forever));

        assertThat(math.driftFactor(Duration.ofDays(1).toNanos(), true)).isCloseTo(1, within(1e-3));
        assertThat(math.slowStartNanos()).isGreaterThan(1e18);
    }
}
