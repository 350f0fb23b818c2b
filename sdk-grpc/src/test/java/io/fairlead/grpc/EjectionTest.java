package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fairlead.testing.FakeTicker;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endpoints that fail get no streams for a while, although they are connected. */
@Timeout(60)
class EjectionTest {
    private final FakeTicker ticker = new FakeTicker();
    private final World world = new World(ticker);
    private final TestServer broken = world.server();
    private final TestServer sound = world.server();
    private final ManagedChannel channel = world.channel();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "INTERNAL"})
    void fiveErrorsInARowEject(Status.Code code) {
        world.source.sayServers(broken, sound);
        await().until(() -> !TestServer.say(channel).isEmpty() && broken.calls() > 0 && sound.calls() > 0);
        broken.answerWith(code.toStatus().withDescription("broken"));
        int before = broken.calls();

        for (int failure = 0; failure < 5; failure++) {
            assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(this::sayUntilItFails);
        }
        for (int call = 0; call < 30; call++) {
            assertThat(TestServer.say(channel)).isEqualTo(sound.name());
        }
        assertThat(broken.calls()).isEqualTo(before + 5);
        assertThat(world.discovery.explain(LiveSource.ORDERS).toString())
                .contains("not used " + broken.endpoint().hostPort())
                .contains("5 failures in a row");

        broken.answerWith(Status.OK);
        ticker.advance(Duration.ofSeconds(6));
        await().until(() -> TestServer.say(channel).equals(broken.name()));
    }

    private void sayUntilItFails() {
        for (int call = 0; call < 10; call++) {
            TestServer.say(channel);
        }
    }
}
