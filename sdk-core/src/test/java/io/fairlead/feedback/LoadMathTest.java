package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

final class LoadMathTest {
    @Property
    void aDecayIsTheExponentialAsFarAsAnyLatencyIsKnown(@ForAll @DoubleRange(min = 0, max = 40) double x) {
        assertThat(LoadMath.decay(x)).isCloseTo(Math.exp(-x), within(6e-5));
    }

    @Property
    void itIsSoWhereTheWayOfItChanges(@ForAll @DoubleRange(min = 0, max = 1) double x) {
        assertThat(LoadMath.decay(x)).isCloseTo(Math.exp(-x), within(6e-5)).isBetween(0.0, 1.0);
    }
}
