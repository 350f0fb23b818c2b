package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class StepsTest {
    @Property
    void aStepIsThePowerOfOneAndAHalfJustBelow(@ForAll @DoubleRange(min = 1, max = 9e18) double number) {
        double step = Steps.floor(number);
        double power = Math.log(step) / Math.log(1.5);

        assertThat(number).isBetween(step, step * 1.5);
        assertThat(power).isCloseTo(Math.rint(power), within(1e-9));
    }

    @Property
    void aShiftMovesAllStepsByTheSamePart(@ForAll @IntRange(min = 0, max = Steps.SHIFTS - 1) int shift) {
        double justBelow = 1 - 1e-9;
        double part = (double) shift / Steps.SHIFTS;

        assertThat(Steps.floor(Math.pow(1.5, 20 - part) / justBelow * Steps.shift(shift)))
                .isCloseTo(Math.pow(1.5, 20), within(1e-6));
        assertThat(Steps.floor(Math.pow(1.5, 20 - part) * justBelow * Steps.shift(shift)))
                .isCloseTo(Math.pow(1.5, 19), within(1e-6));
    }

    @Example
    void whatIsLessThanTheFirstStepIsOnIt() {
        assertThat(Steps.floor(0)).isEqualTo(1);
        assertThat(Steps.floor(0.3)).isEqualTo(1);
        assertThat(Steps.floor(1)).isEqualTo(1);
    }

    @Example
    void whatIsGreaterThanTheLastStepIsOnIt() {
        assertThat(Steps.floor(Double.POSITIVE_INFINITY))
                .isEqualTo(Steps.floor(Double.MAX_VALUE))
                .isFinite();
    }
}
