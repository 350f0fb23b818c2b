package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fairlead.feedback.Outcome;
import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InFlightTest {
    private final World world = new World();
    private final TestServer server = world.server();
    private final ManagedChannel channel = world.channel();

    InFlightTest() {
        world.source.sayServers(server);
        TestServer.say(channel);
        await().until(() -> world.outcomes(Outcome.SUCCESS) == 1);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCallCountsWhileItRunsAndNoLonger() throws Exception {
        server.delay(200);
        var running = ClientCalls.futureUnaryCall(channel.newCall(TestServer.SAY, CallOptions.DEFAULT), "who");
        assertThat(world.inFlight).hasValue(1);

        running.get(20, TimeUnit.SECONDS);
        await().until(() -> world.inFlight.get() == 0);
        assertThat(world.outcomes(Outcome.SUCCESS)).isEqualTo(2);
    }

    @Test
    void theServersFailureIsOne() {
        server.answerWith(Status.INTERNAL.withDescription("broken"));
        assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> TestServer.say(channel));
        await().until(() -> world.outcomes(Outcome.FAILURE) == 1);
        assertThat(world.inFlight).hasValue(0);
    }

    @Test
    void theCallersOwnErrorIsAGoodAnswer() {
        server.answerWith(Status.NOT_FOUND);
        assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> TestServer.say(channel));
        await().until(() -> world.outcomes(Outcome.SUCCESS) == 2);
        assertThat(world.inFlight).hasValue(0);
    }

    @Test
    void aCancelledCallIsForgotten() {
        server.silent();
        ClientCall<String, String> call = channel.newCall(TestServer.SAY, CallOptions.DEFAULT);
        var running = ClientCalls.futureUnaryCall(call, "who");
        await().until(() -> server.calls() == 2);
        running.cancel(true);

        await().until(() -> world.outcomes(Outcome.IGNORED) == 1);
        assertThat(world.inFlight).hasValue(0);
    }

    @Test
    void aSilentEndpointHasNotAnsweredWhenTheDeadlinePasses() {
        server.silent();
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() ->
                        TestServer.say(channel, CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS)));
        await().until(() -> world.outcomes(Outcome.NO_ANSWER) == 1);
        assertThat(world.inFlight).hasValue(0);
        assertThat(world.source.suspicions()).isPositive();
    }

    @Test
    void aCutConnectionEndsTheCallsOnIt() {
        server.silent();
        var running = ClientCalls.futureUnaryCall(channel.newCall(TestServer.SAY, CallOptions.DEFAULT), "who");
        await().until(() -> server.calls() == 2);
        server.kill();
        await().until(running::isDone);
        await().until(() -> world.inFlight.get() == 0);
        assertThat(world.outcomes(Outcome.SUCCESS)).isEqualTo(1);
    }

    @Test
    void aStreamThatIsGivenUpBeforeItStartsWasNeverInFlight() throws Exception {
        // Its credentials come after it was cancelled: gRPC then makes a stream that it never starts and never closes.
        BlockingQueue<CallCredentials.MetadataApplier> asked = new LinkedBlockingQueue<>();
        CallOptions options = CallOptions.DEFAULT.withCallCredentials(new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
                asked.add(applier);
            }
        });
        for (int i = 0; i < 20; i++) {
            var call = ClientCalls.futureUnaryCall(channel.newCall(TestServer.SAY, options), "who");
            CallCredentials.MetadataApplier applier = asked.take();
            call.cancel(true);
            applier.apply(new Metadata());
        }

        TestServer.say(channel);
        await().until(() -> world.outcomes(Outcome.SUCCESS) == 2);
        assertThat(world.inFlight).hasValue(0);
        assertThat(world.outcomes(Outcome.IGNORED)).isZero();
    }

    @Test
    void callsCancelledWhileTheyWaitForAConnectionLeaveNothingBehind() {
        world.source.sayEndpoints();
        await().until(() -> {
            try {
                TestServer.say(channel);
                return false;
            } catch (StatusRuntimeException e) {
                return true;
            }
        });
        long before = world.outcomes(Outcome.SUCCESS);
        for (int round = 0; round < 20; round++) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(i -> ClientCalls.futureUnaryCall(
                            channel.newCall(TestServer.SAY, CallOptions.DEFAULT.withWaitForReady()), "who"))
                    .toList();
            world.source.sayServers(server);
            calls.forEach(call -> call.cancel(true));
            world.source.sayEndpoints();
        }
        world.source.sayServers(server);
        TestServer.say(channel, CallOptions.DEFAULT.withWaitForReady());
        await().until(() -> world.inFlight.get() == 0);
        assertThat(world.outcomes(Outcome.SUCCESS)).isGreaterThan(before);
    }

    @Test
    void anAnswerThatStreamsIsInFlightUntilItEnds() {
        var answers = ClientCalls.blockingServerStreamingCall(channel, TestServer.FOLLOW, CallOptions.DEFAULT, "who");
        assertThat(answers.next()).isEqualTo(server.name());
        assertThat(world.inFlight).hasValue(1);
        channel.shutdownNow();
        await().until(() -> world.inFlight.get() == 0);
        assertThat(world.outcomes(Outcome.IGNORED)).isEqualTo(1);
    }

    @Test
    void howLongAStreamLastsIsNoLatency() {
        server.delay(100);
        var answers = ClientCalls.blockingServerStreamingCall(channel, TestServer.FOLLOW, CallOptions.DEFAULT, "who");
        answers.forEachRemaining(answer -> {});
        await().until(() -> world.outcomes(Outcome.UNTIMED) == 1);

        server.answerWith(Status.INTERNAL.withDescription("broken"));
        var failing = ClientCalls.blockingServerStreamingCall(channel, TestServer.FOLLOW, CallOptions.DEFAULT, "who");
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> failing.forEachRemaining(answer -> {}));
        await().until(() -> world.outcomes(Outcome.FAILURE) == 1);
        assertThat(world.outcomes(Outcome.SUCCESS)).isEqualTo(1);
    }

    @Test
    void aStreamWithoutNewsUntilItsDeadlineTeachesNothing() {
        server.silent();
        var answers = ClientCalls.blockingServerStreamingCall(
                channel, TestServer.FOLLOW, CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS), "who");
        assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(answers::hasNext);
        await().until(() -> world.outcomes(Outcome.IGNORED) == 1);
        assertThat(world.outcomes(Outcome.NO_ANSWER)).isZero();
    }

    @Test
    void aStreamThatIsCutCostsNoMoreThanAFailure() {
        server.silent();
        var answers = ClientCalls.blockingServerStreamingCall(channel, TestServer.FOLLOW, CallOptions.DEFAULT, "who");
        await().until(() -> server.calls() == 2 && world.inFlight.get() == 1);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        server.kill();
        assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(answers::hasNext);
        await().until(() -> world.outcomes(Outcome.NO_ANSWER) == 1);
        assertThat(world.lastLatency.get(Outcome.NO_ANSWER)).isLessThan(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChannelThatIsShutDownAtOnceDefamesNobody(boolean retries) {
        var builder = world.channelBuilder(FairleadNameResolverProvider.create(world.discovery), World.ORDERS);
        ManagedChannel plain = world.open(retries ? builder : builder.disableRetry());
        TestServer.say(plain);
        await().until(() -> world.outcomes(Outcome.SUCCESS) == 2);
        server.silent();
        var running = ClientCalls.futureUnaryCall(plain.newCall(TestServer.SAY, CallOptions.DEFAULT), "who");
        await().until(() -> server.calls() == 3);
        int suspicions = world.source.suspicions();

        plain.shutdownNow();

        await().until(() -> running.isDone() && world.inFlight.get() == 0);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(running::get)
                .satisfies(e -> assertThat(Statuses.isEndOfChannel(Status.fromThrowable(e)))
                        .isTrue());
        assertThat(world.outcomes(Outcome.IGNORED)).isEqualTo(1);
        assertThat(world.outcomes(Outcome.NO_ANSWER)).isZero();
        assertThat(world.source.suspicions()).isEqualTo(suspicions);
    }
}
