package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void theSameFaultAtOtherEndpointsIsTheSameText() {
        String one = "Failed to connect to orders.shop/10.244.2.11:80; orders.shop:80: 2 attempts (10.244.3.7:8080, "
                + "10.244.2.11:8080); not tried again: it was attempt 3, the last";
        String other = "Failed to connect to orders.shop/[fd00::7]:80; orders.shop:80: 1 attempt ([fd00::7]:8080); "
                + "not tried again: it was attempt 3, the last";

        assertThat(ErrorText.withoutPlaces(one))
                .isEqualTo("Failed to connect to orders.shop; orders.shop:80: attempts; "
                        + "not tried again: it was attempt 3, the last")
                .isEqualTo(ErrorText.withoutPlaces(other));
    }

    @Test
    void whatNamesNoPlaceStaysAsItIs() {
        assertThat(ErrorText.withoutPlaces("orders.shop:80 exists and has no endpoints"))
                .isEqualTo("orders.shop:80 exists and has no endpoints");
    }
}
