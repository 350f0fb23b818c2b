package io.fairlead.benchmarks.calls;

import io.fairlead.balancer.Balancer;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Who makes a call. */
public enum Caller {
    /** OkHttp by itself: a prepared request for each server, in turn. */
    OKHTTP(HttpCalls::plain),
    /** OkHttp with an interceptor of a few lines that writes another host and port into whatever URL it is given. */
    OKHTTP_BY_HAND(HttpCalls::byHand),
    /** OkHttp with ours, by the default policy. */
    FAIRLEAD_OKHTTP(() -> HttpCalls.fairlead(Balancer.adaptive())),
    /** OkHttp with ours, by round robin: the same order of servers as by hand. */
    FAIRLEAD_OKHTTP_ROUND_ROBIN(() -> HttpCalls.fairlead(Balancer.roundRobin())),
    /** grpc-java's {@code round_robin}. */
    GRPC_ROUND_ROBIN(GrpcCalls::roundRobin),
    /** gRPC with ours, by the default policy. */
    FAIRLEAD_GRPC(() -> GrpcCalls.fairlead(Balancer.adaptive())),
    /** gRPC with ours, by round robin. */
    FAIRLEAD_GRPC_ROUND_ROBIN(() -> GrpcCalls.fairlead(Balancer.roundRobin()));

    /** Starts servers and client. */
    interface Start {
        Callable<?> start() throws IOException;
    }

    @SuppressWarnings("ImmutableEnumChecker") // they keep no state
    private final Start start;

    Caller(Start start) {
        this.start = start;
    }

    Callable<?> start() throws IOException {
        return start.start();
    }
}
