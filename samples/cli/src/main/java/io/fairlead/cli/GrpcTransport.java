package io.fairlead.cli;

import io.fairlead.endpoint.Endpoint;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code grpc.health.v1.Health/Check}. The library makes attempts on threads that know nothing of a call, so a stream tracer of
 * the call's own tells of each stream, which is an attempt that reached a connection.
 */
final class GrpcTransport implements Transport {
    /** What is called, as method configurations name it. It changes nothing, so it may be made twice. */
    static final String METHOD = HealthGrpc.getCheckMethod().getFullMethodName();

    private final ManagedChannel channel;
    private final Attempts attempts;
    private final Duration timeout;

    GrpcTransport(ManagedChannel channel, Attempts attempts, Duration timeout) {
        this.channel = channel;
        this.attempts = attempts;
        this.timeout = timeout;
    }

    @Override
    public Optional<String> call(CallRecord record) {
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
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
