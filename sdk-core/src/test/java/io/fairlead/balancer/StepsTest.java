package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

final class StepsTest {
    @Property
    void aStepIsThePowerOfOneAndAHalfJustBelow(@ForAll @DoubleRange(min = 1, max = 9e18) double number) {
        double step = Steps.floor(number);
        double power = Math.log(step) / Math.log(1.5);

        assertThat(number).isBetween(step, step * 1.5);
        assertThat(power).isCloseTo(Math.rint(power), within(1e-9));
    }

    @Property
    void aShiftMovesAllStepsByTheSamePart(@ForAll @DoubleRange(min = 0, max = 1) double part) {
        double justBelow = 1 - 1e-9;

        assertThat(Steps.floor(Math.pow(1.5, 20 - part) / justBelow * Steps.shift(part)))
                .isCloseTo(Math.pow(1.5, 20), within(1e-6));
        assertThat(Steps.floor(Math.pow(1.5, 20 - part) * justBelow * Steps.shift(part)))
                .isCloseTo(Math.pow(1.5, 19), within(1e-6));
    }

    @Example
    void whatIsLessThanTheFirstStepIsOnIt() {
        assertThat(Steps.floor(0)).isEqualTo(1);
        assertThat(Steps.floor(0.3)).isEqualTo(1);
        assertThat(Steps.floor(1)).isEqualTo(1);
    }
}
