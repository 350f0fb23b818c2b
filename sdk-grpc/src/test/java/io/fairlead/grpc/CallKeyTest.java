package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.balancer.Balancer;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.stub.ClientCalls;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallKeyTest {
    private final World world = new World(Balancer.consistentHash());

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void callsWithOneKeyGoToOneEndpoint() {
        world.source.sayServers(world.server(), world.server(), world.server());
        Channel channel = ClientInterceptors.intercept(world.channel(), FairleadClientInterceptor.create());
        // Until all are connected, keys are spread over fewer.
        await().until(() -> {
            Set<String> places = new HashSet<>();
            for (int user = 0; user < 30; user++) {
                places.add(say(channel, "user-" + user));
            }
            return places.size() == 3;
        });

        for (int user = 0; user < 30; user++) {
            Set<String> ofUser = new HashSet<>();
            for (int call = 0; call < 5; call++) {
                ofUser.add(say(channel, "user-" + user));
            }
            assertThat(ofUser).hasSize(1);
        }
    }

    private static String say(Channel channel, String key) {
        CallOptions options = CallOptions.DEFAULT.withOption(FairleadClientInterceptor.CALL_KEY, key);
        return ClientCalls.blockingUnaryCall(channel, TestServer.SAY, options, "");
    }
}
