package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.balancer.Balancer;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that die, drain and come while eight callers call without a pause. */
@Timeout(60)
class FailuresUnderLoadTest {
    private final World world = new World(Balancer.adaptive());
    private final TestServer a = world.server();
    private final TestServer b = world.server();
    private final TestServer c = world.server();
    private final ManagedChannel channel = world.channel(FairleadNameResolverProvider.builder(world.discovery)
            .idempotent("test.Talk/Say")
            .build());

    @BeforeEach
    void threeServersAnswerInAMillisecond() {
        for (TestServer server : Set.of(a, b, c)) {
            server.delay(1);
        }
        world.source.sayServers(a, b, c);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theDefaultPolicyUsesEveryEndpoint() {
        try (Load load = warm(TestServer.SAY)) {
            load.run(2000);
            assertThat(load.failures()).isEmpty();
            assertThat(load.answers().values()).allSatisfy(share -> assertThat(share.intValue())
                    .isBetween((int) load.calls() / 6, (int) load.calls() / 2));
        }
    }

    @Test
    void aKilledServerFailsNoIdempotentCall() {
        try (Load load = warm(TestServer.SAY)) {
            a.kill();
            load.run(1000);
            world.source.sayServers(b, c);
            load.run(1000);
            assertThat(load.failures()).isEmpty();
        }
        nothingIsInFlight();
    }

    @Test
    void aServerThatEndsGracefullyFailsNoCallAtAll() {
        try (Load load = warm(TestServer.WRITE)) {
            a.drain();
            load.run(1000);
            world.source.sayServers(b, c);
            load.run(1000);
            assertThat(load.failures()).isEmpty();
        }
        nothingIsInFlight();
    }

    @Test
    void aRollingReplacementFailsNoCallAtAll() {
        try (Load load = warm(TestServer.WRITE)) {
            TestServer d = world.server();
            world.source.sayServers(a, b, c, d);
            load.until(d);
            world.source.sayServers(b, c, d);
            load.run(200);
            a.drain();
            TestServer e = world.server();
            world.source.sayServers(b, c, d, e);
            load.until(e);
            world.source.sayServers(c, d, e);
            b.drain();
            load.run(500);
            assertThat(load.failures()).isEmpty();
        }
        nothingIsInFlight();
    }

    private Load warm(MethodDescriptor<String, String> method) {
        Load load = new Load(channel, method, 8);
        await().atMost(Duration.ofSeconds(20)).until(() -> load.answers().size() == 3);
        return load;
    }

    private void nothingIsInFlight() {
        await().until(() -> world.inFlight.get() == 0);
    }
}
