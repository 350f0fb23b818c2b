package io.fairlead.grpc;

import io.fairlead.balancer.Tried;
import io.fairlead.endpoint.EndpointKey;
import io.grpc.CallOptions;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that the attempts of one call went to. In the call's options, which are the same object for all its attempts; the
 * headers are not. Safe for use by several threads: hedges run side by side.
 */
final class CallTries implements Tried {
    static final CallOptions.Key<@Nullable CallTries> KEY = CallOptions.Key.create("io.fairlead.grpc.tries");

    private final List<EndpointKey> endpoints = new CopyOnWriteArrayList<>();
    private volatile @Nullable Status lastFailure;

    void add(EndpointKey endpoint) {
        endpoints.add(endpoint);
    }

    void failed(Status status) {
        lastFailure = status;
    }

    /** How the last attempt failed, in words; empty if none did yet. */
    String lastFailure() {
        Status failure = lastFailure;
        return failure == null ? "" : failure.getCode() + ": " + Statuses.text(failure);
    }

    @Override
    public boolean contains(EndpointKey key) {
        return endpoints.contains(key);
    }
}
