package io.fairlead.cli;

import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.grpc.FairleadClientInterceptor;
import io.fairlead.grpc.FairleadNameResolverProvider;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code grpc.health.v1.Health/Check}. The library makes attempts on threads that know nothing of a call, so a stream tracer of
 * the call's own tells of each stream, which is an attempt that reached a connection.
 */
final class GrpcTransport implements Transport {
    private final ManagedChannel channel;
    private final Attempts attempts;
    private final Duration timeout;
    private final Keys keys;

    private GrpcTransport(ManagedChannel channel, Attempts attempts, Duration timeout, Keys keys) {
        this.channel = channel;
        this.attempts = attempts;
        this.timeout = timeout;
        this.keys = keys;
    }

    static GrpcTransport of(
            Target.Grpc target,
            ServiceDiscovery discovery,
            Attempts attempts,
            Duration timeout,
            TlsArguments security,
            Keys keys) {
        NameResolverRegistry resolvers = new NameResolverRegistry();
        resolvers.register(FairleadNameResolverProvider.builder(discovery)
                .scheme(target.scheme())
                // It changes nothing, so it may be made twice.
                .idempotent(HealthGrpc.getCheckMethod().getFullMethodName())
                .build());
        ManagedChannel channel = Grpc.newChannelBuilder(target.text(), credentials(security), resolvers)
                .intercept(FairleadClientInterceptor.create())
                .build();
        return new GrpcTransport(channel, attempts, timeout, keys);
    }

    private static ChannelCredentials credentials(TlsArguments security) {
        if (!security.tls) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
        security.authority.ifPresent(authority -> tls.trustManager(authority.trust()));
        return tls.build();
    }

    @Override
    public Optional<String> call(CallRecord record) {
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .withOption(FairleadClientInterceptor.CALL_KEY, keys.next())
                .withStreamTracerFactory(new Tracers(record));
        try {
            ClientCalls.blockingUnaryCall(
                    channel, HealthGrpc.getCheckMethod(), options, HealthCheckRequest.getDefaultInstance());
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(text(e.getStatus()));
        }
    }

    // What gRPC says of an exceeded deadline holds its nanoseconds: as many texts as calls.
    private static String text(Status status) {
        String description = status.getDescription();
        return description == null || status.getCode() == Status.Code.DEADLINE_EXCEEDED
                ? status.getCode().toString()
                : status.getCode() + ": " + description;
    }

    @Override
    public void warmUp(Duration limit) throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        awaitReady(connected);
        // If it is not connected by then, the calls will tell why.
        boolean unused = connected.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void awaitReady(CountDownLatch connected) {
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.READY || state == ConnectivityState.SHUTDOWN) {
            connected.countDown();
        } else {
            channel.notifyWhenStateChanged(state, () -> awaitReady(connected));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Tracers extends ClientStreamTracer.Factory {
        private final CallRecord record;

        Tracers(CallRecord record) {
            this.record = record;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void streamCreated(Attributes transport, Metadata sent) {
                    SocketAddress remote = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
                    attempts.begun(record, hostPort(remote));
                }
            };
        }
    }

    private static String hostPort(@Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return String.valueOf(address);
        }
        return Endpoint.of(inet.getAddress().getHostAddress(), inet.getPort()).hostPort();
    }
}
