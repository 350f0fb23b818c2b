package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Resolution;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The example of docs/calls.md, in its words. */
class CallSnippetsTest {
    private int asked;

    @Test
    void aCallInAnyOtherProtocol() throws IOException {
        GroupTesting world = new GroupTesting();
        try (ServiceDiscovery discovery = world.builder().build()) {
            discovery.group("orders.shop:http").state();
            world.say(new Resolution.Resolved(GroupTesting.snapshot("10.0.0.1", "10.0.0.2")));

            EndpointGroup group = discovery.group("orders.shop:http");
            CallOptions options = CallOptions.defaults()
                    .withIdempotent(true)
                    .withDeadline(Duration.ofSeconds(2))
                    .withKey("user-7");
            String answer = group.call(options, endpoint -> ask(endpoint.address(), endpoint.port()));

            assertThat(answer).startsWith("10.0.0.").endsWith(":8080");
            assertThat(asked).isEqualTo(2);
        }
    }

    private String ask(String address, int port) throws IOException {
        if (++asked == 1) {
            throw new IOException("reset");
        }
        return address + ":" + port;
    }
}
