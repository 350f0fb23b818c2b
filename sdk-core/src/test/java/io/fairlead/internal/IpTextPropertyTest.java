package io.fairlead.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class IpTextPropertyTest {
    @Property
    void theTextIsReadBackToTheSameAddress(@ForAll @Size(16) byte[] random, @ForAll @Size(8) boolean[] zero)
            throws UnknownHostException {
        byte[] bytes = random.clone();
        for (int i = 0; i < zero.length; i++) {
            if (zero[i]) {
                Arrays.fill(bytes, 2 * i, 2 * i + 2, (byte) 0);
            }
        }
        InetAddress address = InetAddress.getByAddress(bytes);

        String text = IpText.canonical(address.getHostAddress()).orElseThrow();

        assertThat(InetAddress.getByName(text)).isEqualTo(address);
        assertThat(text).hasSizeLessThanOrEqualTo(address.getHostAddress().length());
        assertThat(IpText.canonical(text)).contains(text);
    }
}
