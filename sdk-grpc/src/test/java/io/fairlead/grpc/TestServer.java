package io.fairlead.grpc;

import io.fairlead.endpoint.Endpoint;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on 127.0.0.1 that says its port, or what a test makes it say. */
final class TestServer implements AutoCloseable {
    static final MethodDescriptor<String, String> SAY = method("Say", MethodDescriptor.MethodType.UNARY);
    static final MethodDescriptor<String, String> WRITE = method("Write", MethodDescriptor.MethodType.UNARY);
    static final MethodDescriptor<String, String> FOLLOW =
            method("Follow", MethodDescriptor.MethodType.SERVER_STREAMING);

    private final AtomicInteger calls = new AtomicInteger();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final List<io.grpc.netty.shaded.io.netty.channel.Channel> sockets = new CopyOnWriteArrayList<>();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;
    private final int port;
    private volatile Status status = Status.OK;
    private volatile long delayMillis;
    private volatile boolean silent;
    private volatile String authority = "";

    private TestServer(int port) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .channelFactory(() -> new RecordedSocket(sockets))
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .addService(health.getHealthService())
                .addService(ServerServiceDefinition.builder("test.Talk")
                        .addMethod(SAY, ServerCalls.asyncUnaryCall(this::answer))
                        .addMethod(WRITE, ServerCalls.asyncUnaryCall(this::answer))
                        .addMethod(FOLLOW, ServerCalls.asyncServerStreamingCall(this::begin))
                        .build())
                .intercept(new io.grpc.ServerInterceptor() {
                    @Override
                    public <Q, A> io.grpc.ServerCall.Listener<Q> interceptCall(
                            io.grpc.ServerCall<Q, A> call,
                            io.grpc.Metadata headers,
                            io.grpc.ServerCallHandler<Q, A> next) {
                        authority = String.valueOf(call.getAuthority());
                        return next.startCall(call, headers);
                    }
                })
                .build()
                .start();
        this.port = server.getPort();
    }

    static TestServer start() {
        return start(0);
    }

    static TestServer start(int port) {
        try {
            return new TestServer(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String say(Channel channel) {
        return say(channel, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS));
    }

    static String say(Channel channel, CallOptions options) {
        return ClientCalls.blockingUnaryCall(channel, SAY, options, "who");
    }

    Endpoint endpoint() {
        return Endpoint.of("127.0.0.1", port);
    }

    String name() {
        return Integer.toString(port);
    }

    int port() {
        return port;
    }

    int calls() {
        return calls.get();
    }

    String authority() {
        return authority;
    }

    void answerWith(Status next) {
        status = next;
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    void health(HealthCheckResponse.ServingStatus serving) {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, serving);
    }

    void silent() {
        silent = true;
    }

    void drain() {
        server.shutdown();
    }

    /** Ends as a killed process does: its connections are cut without a word, new ones refused. */
    void kill() {
        for (io.grpc.netty.shaded.io.netty.channel.Channel socket : sockets) {
            Future<?> cut = socket.eventLoop().submit(() -> socket.unsafe().closeForcibly());
            var unused = cut.awaitUninterruptibly();
        }
        close();
    }

    @Override
    public void close() {
        server.shutdownNow();
        later.shutdownNow();
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void answer(String request, StreamObserver<String> observer) {
        calls.incrementAndGet();
        Status now = status;
        if (silent) {
            return;
        }
        Runnable answer = () -> {
            if (now.isOk()) {
                observer.onNext(name());
                observer.onCompleted();
            } else {
                observer.onError(now.asException());
            }
        };
        if (delayMillis > 0) {
            var unused = later.schedule(quietly(answer), delayMillis, TimeUnit.MILLISECONDS);
        } else {
            answer.run();
        }
    }

    // Who is gone meanwhile cannot be answered.
    private static Runnable quietly(Runnable answer) {
        return () -> {
            try {
                answer.run();
            } catch (IllegalStateException | io.grpc.StatusRuntimeException e) {
                // The call was cancelled.
            }
        };
    }

    private void begin(String request, StreamObserver<String> observer) {
        calls.incrementAndGet();
        ((ServerCallStreamObserver<String>) observer).setOnCancelHandler(() -> {});
        Status now = status;
        if (silent) {
            return;
        }
        observer.onNext(name());
        if (!now.isOk()) {
            observer.onError(now.asException());
        } else if (delayMillis > 0) {
            var unused = later.schedule(quietly(observer::onCompleted), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private static MethodDescriptor<String, String> method(String name, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName("test.Talk/" + name)
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    /** Messages of plain text. */
    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A listening socket that notes itself and the connections it accepts, so that they can be cut. */
    private static final class RecordedSocket extends NioServerSocketChannel {
        private final List<io.grpc.netty.shaded.io.netty.channel.Channel> sockets;

        RecordedSocket(List<io.grpc.netty.shaded.io.netty.channel.Channel> sockets) {
            this.sockets = sockets;
            sockets.add(this);
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int count = super.doReadMessages(accepted);
            accepted.forEach(connection -> sockets.add((io.grpc.netty.shaded.io.netty.channel.Channel) connection));
            return count;
        }
    }
}
