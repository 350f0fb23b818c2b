package io.fairlead.backend;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The gRPC server: the health service. */
final class GrpcBackend {
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
