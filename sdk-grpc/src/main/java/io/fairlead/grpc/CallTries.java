package io.fairlead.grpc;

import io.fairlead.CallRefusedException;
import io.fairlead.EndpointGroup;
import io.fairlead.balancer.PickContext;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.resilience.CallPermit;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The key of one call and its attempts: where they went, which of them the budget knows, how the last one failed. In the call's options, which are
 * the same object for all its attempts; the headers are not. Safe for use by several threads: hedges run side by side.
 */
final class CallTries implements PickContext {
    static final CallOptions.Key<@Nullable CallTries> KEY = CallOptions.Key.create("io.fairlead.grpc.tries");

    private static final Object CLOSED = "closed";

    private final List<EndpointKey> endpoints = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<String> charged = new CopyOnWriteArrayList<>();
    private final String key;
    // Nothing, the permit, or CLOSED.
    private final AtomicReference<@Nullable Object> permit = new AtomicReference<>();
    private final Context context = Context.current();
    private volatile @Nullable Status lastFailure;
    private volatile boolean cancelled;
    private volatile boolean answered;

    CallTries(String key) {
        this.key = key;
    }

    void add(EndpointKey endpoint) {
        endpoints.add(endpoint);
    }

    /**
     * Notes that the budget is told of an attempt; false if it was told already, since this is a transparent repetition.
     *
     * @param attempt gRPC's number of it, empty for the first
     */
    boolean charge(String attempt) {
        return charged.addIfAbsent(attempt);
    }

    boolean isCharged(String attempt) {
        return charged.contains(attempt);
    }

    /**
     * Has the circuit breaker and the bulkhead of the Service admit the call, once.
     *
     * @throws CallRefusedException if they do not
     */
    void admit(EndpointGroup group) {
        if (permit.get() == null) {
            CallPermit given = group.admit();
            if (!permit.compareAndSet(null, given)) {
                given.over(); // another pick was quicker, or the call is over
            }
        }
    }

    /** The caller gives it up. */
    void cancelled() {
        cancelled = true;
    }

    /** The caller is about to get an answer, or is told of its end: what gRPC cancelled for it was slower, whatever the caller does later. */
    void answered() {
        if (!isGivenUp()) {
            answered = true;
        }
    }

    /** Whether an attempt that gRPC cancels was slower than another: there are several, and the caller has not given up the call itself. */
    boolean isRace() {
        return charged.size() > 1 && (answered || !isGivenUp());
    }

    private boolean isGivenUp() {
        return cancelled || context.isCancelled();
    }

    /** The call is over. */
    void closed(Status status) {
        answered();
        if (permit.getAndSet(CLOSED) instanceof CallPermit given) {
            switch (Statuses.outcome(status, true, true)) {
                case SUCCESS -> given.succeeded();
                case IGNORED -> {}
                default -> given.failed(status.asRuntimeException());
            }
            given.over();
        }
    }

    /** What a policy may know of it: the constant that policies know at a glance where there is nothing to know. */
    PickContext known() {
        return key.isEmpty() && endpoints.isEmpty() ? PickContext.NONE : this;
    }

    void failed(Status status) {
        lastFailure = status;
    }

    /** How the last attempt failed; nothing if none did yet. */
    @Nullable
    Status lastFailure() {
        return lastFailure;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public boolean hasTried(Endpoint endpoint) {
        for (EndpointKey earlier : endpoints) {
            if (endpoint.hasKey(earlier)) {
                return true;
            }
        }
        return false;
    }
}
