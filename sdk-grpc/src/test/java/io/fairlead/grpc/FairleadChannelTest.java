package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fairlead.EndpointGroup;
import io.fairlead.GroupState;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairleadChannelTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void callsAreSpreadOverAllEndpoints() {
        TestServer a = world.server();
        TestServer b = world.server();
        TestServer c = world.server();
        world.source.sayServers(a, b, c);
        ManagedChannel channel = world.channel();

        await().until(() -> spread(channel, 60).size() == 3);
        assertThat(spread(channel, 300)).containsOnlyKeys(a.name(), b.name(), c.name());
    }

    @Test
    void whatIsAddedIsUsedAndWhatIsRemovedIsNot() {
        TestServer a = world.server();
        TestServer b = world.server();
        world.source.sayServers(a);
        ManagedChannel channel = world.channel();
        assertThat(spread(channel, 10)).containsOnlyKeys(a.name());

        world.source.sayServers(a, b);
        await().until(() -> spread(channel, 20).size() == 2);

        world.source.sayServers(b);
        await().until(() -> !spread(channel, 20).containsKey(a.name()));
    }

    @Test
    void anEmptyServiceIsUnavailableWithTheReasonAndHeals() {
        TestServer a = world.server();
        world.source.sayServers(a);
        ManagedChannel channel = world.channel();
        assertThat(TestServer.say(channel)).isEqualTo(a.name());

        world.source.sayEndpoints();
        await().until(() -> fails(channel));
        assertThat(failure(channel).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure(channel)).hasMessageContaining("orders.shop:grpc exists and has no endpoints");

        world.source.sayServers(a);
        await().until(() -> !fails(channel));
    }

    @Test
    void aCallThatMeetsAnEmptyServiceIsNotTriedAgain() {
        world.source.sayEndpoints();
        ManagedChannel channel = world.channel(FairleadNameResolverProvider.builder(world.discovery)
                .idempotentService("test.Talk")
                .build());
        AtomicInteger attempts = new AtomicInteger();
        CallOptions counted = CallOptions.DEFAULT.withStreamTracerFactory(new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                attempts.incrementAndGet();
                return new ClientStreamTracer() {};
            }
        });

        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, TestServer.SAY, counted, ""))
                .hasMessageContaining("has no endpoints");

        assertThat(attempts).hasValue(1);
    }

    @Test
    void anUnknownServiceIsUnavailableWithTheReasonAndHeals() {
        world.source.sayNotFound();
        ManagedChannel channel = world.channel();
        assertThat(failure(channel)).hasMessageContaining("orders.shop is no Service of namespace shop");

        TestServer a = world.server();
        world.source.sayServers(a);
        await().until(() -> !fails(channel));
    }

    @Test
    void aFailedSourceLeavesTheLastAnswerInUse() {
        TestServer a = world.server();
        world.source.sayServers(a);
        ManagedChannel channel = world.channel();
        TestServer.say(channel);

        world.source.sayUnreachable();
        await().until(() -> group().state().resolution() instanceof Resolution.Failed);
        List<GroupState> told = new CopyOnWriteArrayList<>();
        EndpointGroup.Interest behind = group().subscribe(told::add);
        // Who subscribes last is told last: the channel has heard of it too.
        await().until(() -> !told.isEmpty());
        behind.close();

        assertThat(spread(channel, 20)).containsOnlyKeys(a.name());
    }

    @Test
    void callsThatWaitForReadyWaitForTheFirstEndpoint() throws Exception {
        world.source.sayEndpoints();
        ManagedChannel channel = world.channel();
        assertThat(fails(channel)).isTrue();

        Future<String> waiting = ClientCalls.futureUnaryCall(
                channel.newCall(TestServer.SAY, CallOptions.DEFAULT.withWaitForReady()), "who");
        TestServer a = world.server();
        world.source.sayServers(a);

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(a.name());
    }

    @Test
    void withoutAnyConnectionTheErrorNamesTheServiceAndTheLastEndpoint() {
        TestServer a = world.server();
        a.close();
        world.source.sayEndpoints(a.endpoint(), Endpoint.of("127.0.0.1", 1));
        ManagedChannel channel = world.channel();

        assertThat(failure(channel))
                .hasMessageContaining("orders.shop:grpc: 2 endpoints, none connected; last: 127.0.0.1:")
                .hasMessageContaining("Connection refused");
        assertThat(world.source.suspicions()).isPositive();
    }

    @Test
    void anEndpointThatComesBackIsConnectedAgain() {
        TestServer a = world.server();
        TestServer b = world.server();
        world.source.sayServers(a, b);
        ManagedChannel channel = world.channel();
        await().until(() -> spread(channel, 20).size() == 2);

        a.kill();
        await().until(() -> !fails(channel) && !spread(channel, 10).containsKey(a.name()));
        TestServer again = world.server(a.port());
        await().until(() -> spread(channel, 20).containsKey(again.name()));
    }

    @Test
    void aRemovedEndpointFinishesTheCallsThatRun() throws Exception {
        TestServer a = world.server();
        TestServer b = world.server();
        world.source.sayServers(a);
        ManagedChannel channel = world.channel();
        TestServer.say(channel);
        a.delay(300);
        Future<String> running =
                ClientCalls.futureUnaryCall(channel.newCall(TestServer.SAY, CallOptions.DEFAULT), "who");
        await().until(() -> a.calls() == 2);

        world.source.sayServers(b);

        assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo(a.name());
    }

    @Test
    void refreshAndIdlenessOpenNoSecondSubscriptionAndShutdownEndsIt() throws Exception {
        TestServer a = world.server();
        world.source.sayServers(a);
        ManagedChannel channel = world.channel();
        TestServer.say(channel);
        assertThat(world.source.subscriptions()).isEqualTo(1);

        a.kill();
        await().until(() -> fails(channel)); // gRPC asks for a refresh each time a connection ends
        assertThat(world.source.suspicions()).isPositive();
        TestServer b = world.server();
        world.source.sayServers(b);
        channel.enterIdle();
        await().until(() -> !fails(channel));

        assertThat(world.source.subscriptions()).isEqualTo(1);
        assertThat(world.source.subscribers()).isEqualTo(1);
        EndpointGroup group = group();
        channel.shutdownNow();
        assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> {
            group.rest(); // without effect while somebody is subscribed
            return world.source.subscribers() == 0;
        });
    }

    private EndpointGroup group() {
        return world.discovery.group(LiveSource.ORDERS);
    }

    @Test
    void theAuthorityIsTheServicesNameOrWhatTheChannelSays() {
        TestServer a = world.server();
        world.source.sayServers(a);
        ManagedChannel channel = world.channel();
        TestServer.say(channel);
        assertThat(channel.authority()).isEqualTo("orders.shop.svc");
        assertThat(a.authority()).isEqualTo("orders.shop.svc");

        FairleadNameResolverProvider named = FairleadNameResolverProvider.builder(world.discovery)
                .authority("orders.example")
                .build();
        TestServer.say(world.channel(named));
        assertThat(a.authority()).isEqualTo("orders.example");

        TestServer.say(world.open(world.channelBuilder(named, World.ORDERS).overrideAuthority("other.example")));
        assertThat(a.authority()).isEqualTo("other.example");
    }

    @Test
    void aClosedDiscoveryIsAnErrorThatSaysSo() {
        TestServer a = world.server();
        world.source.sayServers(a);
        ManagedChannel channel = world.channel();
        TestServer.say(channel);

        world.discovery.close();

        await().until(() -> fails(channel));
        assertThat(failure(channel)).hasMessageContaining("the ServiceDiscovery is closed");
        assertThat(failure(world.channel())).hasMessageContaining("the ServiceDiscovery is closed");
    }

    private static Map<String, Integer> spread(ManagedChannel channel, int calls) {
        Map<String, Integer> answers = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            answers.merge(TestServer.say(channel), 1, Integer::sum);
        }
        return answers;
    }

    private static boolean fails(ManagedChannel channel) {
        try {
            TestServer.say(channel);
            return false;
        } catch (StatusRuntimeException e) {
            return true;
        }
    }

    private static StatusRuntimeException failure(ManagedChannel channel) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> TestServer.say(channel));
    }
}
