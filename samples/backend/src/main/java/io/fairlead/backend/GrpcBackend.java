package io.fairlead.backend;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC server: the health service. */
final class GrpcBackend {
    private static final Logger log = LoggerFactory.getLogger(GrpcBackend.class);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);

    private final Server server;
    private final HealthService health;

    private GrpcBackend(Server server, HealthService health) {
        this.server = server;
        this.health = health;
    }

    static GrpcBackend start(InetSocketAddress address, HealthService health) throws IOException {
        // Nothing here blocks, so calls need no threads of their own.
        Server server = NettyServerBuilder.forAddress(address)
                .directExecutor()
                .addService(health)
                .build();
        try {
            return new GrpcBackend(server.start(), health);
        } catch (IOException e) {
            throw new IOException("cannot serve gRPC on " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Answers one question of its own: what a JVM loads for the first call may take it seconds on a busy machine, and should not take
     * them from the first caller. Ready is what can answer.
     */
    void warmUp() {
        ManagedChannel self = NettyChannelBuilder.forAddress(address())
                .usePlaintext()
                .directExecutor()
                .build();
        try {
            HealthGrpc.newBlockingStub(self)
                    .withDeadlineAfter(LONGEST_WARM_UP.toSeconds(), TimeUnit.SECONDS)
                    .watch(HealthCheckRequest.getDefaultInstance())
                    .next();
        } catch (StatusRuntimeException e) {
            log.warn("no answer to a first question of its own; it serves all the same", e);
        } finally {
            self.shutdownNow();
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** No new connections, GOAWAY to those there are; calls that run go on, except watches, which would for ever. */
    void shutdown() {
        server.shutdown();
        health.endWatches();
    }

    /** Returns when no call is left; cuts those that are at the deadline. */
    void await(long deadline) {
        try {
            server.awaitTermination(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.shutdownNow();
    }
}
