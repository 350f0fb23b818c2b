package io.fairlead.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "010.001.000.013, 10.1.0.13",
        "FD00:0010:0000:0000:0000:0000:0001:000A, fd00:10::1:a",
        "fd00:0:0:1:0:0:0:1, fd00:0:0:1::1",
        "1:0:0:2:0:0:3:4, 1::2:0:0:3:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "fd00::, fd00::",
        "::ffff:10.0.0.1, 10.0.0.1"
    })
    void oneAddressHasOneText(String text, String canonical) {
        assertThat(IpText.canonical(text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "10.0.0", "10.0.0.1.2", "10.0.0.256", "10.0.0.-1", "0x10.0.0.1", "10.0.0.1111111111", "orders", "1",
                "a::b::c", "[::1]", "fe80::1%eth0", "zz::1", ".::", "12345::", ":", "1:2:3:4:5:6:7:8:9",
                        "tcp://10.0.0.1:80"
            })
    void whatIsNoAddressHasNone(String text) {
        assertThat(IpText.canonical(text)).isEmpty();
    }
}
