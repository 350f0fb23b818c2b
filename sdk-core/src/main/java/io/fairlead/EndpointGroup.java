package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Checks;
import io.fairlead.resilience.CallLimits;
import io.fairlead.resilience.CallPermit;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryBudget;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live view of one port of one Service: its usable endpoints, and the load that calls have taught. Made by {@link
 * ServiceDiscovery#group}, shared by all callers of the Service in the process.
 *
 * <p>Safe for use by several threads. Picks never block and take no lock. A group begins to follow its Service when it is
 * first used.
 */
public final class EndpointGroup {
    private final FollowedService followed;
    private final GroupContext context;

    EndpointGroup(FollowedService followed, GroupContext context) {
        this.followed = followed;
        this.context = context;
    }

    /** The Service, its namespace filled in. */
    public ServiceRef service() {
        return followed.service();
    }

    /** What is known now. Does not wait. */
    public GroupState state() {
        return followed.current().state();
    }

    /** The answer in use, if there is one: all endpoints with the facts that decide which are usable. */
    public Optional<EndpointSnapshot> snapshot() {
        return state().snapshot();
    }

    /**
     * An endpoint for one attempt, which must be completed. Does not wait.
     *
     * @throws DiscoveryException if no endpoint is usable now
     */
    public Pick pick() {
        return picker().pick();
    }

    /**
     * The picker over all endpoints that are usable now; it does not follow later changes.
     *
     * @throws DiscoveryException if no endpoint is usable now
     */
    public EndpointPicker picker() {
        FollowedService.Published current = followed.current();
        EndpointPicker picker = current.picker();
        if (picker == null) {
            throw current.state().exception().orElseThrow();
        }
        return picker;
    }

    @Nullable
    EndpointPicker currentPicker() {
        return followed.current().picker();
    }

    /**
     * A picker of the group's policy over some endpoints, for callers that own connections and know which are up.
     *
     * @param endpoints at least one; those of the group keep the load they have, and picks tell of them what the group knows now: {@link
     *     Pick#index()} is the place of a pick's endpoint in this list
     */
    public EndpointPicker pickerOver(List<Endpoint> endpoints) {
        return followed.pickerOver(endpoints);
    }

    /**
     * Completes as soon as an endpoint is usable, with the answer it comes from; never, if none ever is. Completes exceptionally
     * with {@link DiscoveryClosedException} when the discovery is closed. Continuations run on the discovery's thread and must
     * not block it: use the {@code Async} methods.
     */
    public CompletableFuture<EndpointSnapshot> whenReady() {
        return followed.when(
                now -> now.picker() == null ? Optional.empty() : now.state().snapshot());
    }

    /**
     * Completes as soon as a source has said anything, a problem included. The chain of sources makes sure that this does not
     * take longer than the discovery timeout of each source that exists. Continuations as with {@link #whenReady()}.
     */
    public CompletableFuture<GroupState> whenKnown() {
        return followed.when(now -> Optional.of(now.state()).filter(GroupState::isKnown));
    }

    /**
     * Waits until a source has said anything, and at most for the limit. Returns at once where something is known.
     *
     * @return the state then, perhaps still unknown
     * @throws InterruptedException if the calling thread is interrupted
     */
    public GroupState awaitKnown(Duration limit) throws InterruptedException {
        GroupState now = state();
        return now.isKnown() ? now : await(whenKnown(), limit).orElseGet(this::state);
    }

    /**
     * Waits until an endpoint is usable, and at most for the limit. Returns at once where one is.
     *
     * @throws DiscoveryException what stands in the way when the limit has passed
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void awaitReady(Duration limit) throws InterruptedException {
        if (followed.current().picker() == null && await(whenReady(), limit).isEmpty()) {
            picker();
        }
    }

    /**
     * Makes a call: picks an endpoint, runs the attempt, and makes another one elsewhere if that failed and it is safe. Waits for
     * the first answer of the sources, at most for the discovery timeout of each and for the call's deadline, and between attempts
     * that were sent. An {@code IOException} of the attempt is taken for a failure of the endpoint: {@link UnsentException}, a refused or timed-out
     * connection, an unknown host and a failed TLS handshake for unsent, any other for sent. One unsent
     * attempt ejects the endpoint, see {@link io.fairlead.feedback.EjectionConfig}. Other exceptions are the caller's own:
     * nothing is learned from them. So an attempt must not let such an exception of something else that it calls pass for the
     * endpoint's.
     *
     * <p>An attempt runs on the calling thread, where nothing can cut it, and none can run beside it: of the timeout of an attempt and of
     * hedging the call's own protocol has to take care, {@link #retry()} tells what was set. What throws a {@code SocketTimeoutException} then
     * is made again by the rules.
     *
     * @throws DiscoveryException if no endpoint is usable, or the Service's circuit breaker or bulkhead lets no call begin
     * @throws E what the last attempt threw; a suppressed exception tells the attempts
     */
    public <T, E extends Exception> T call(EndpointCall<T, E> call) throws E {
        return call(CallOptions.defaults(), call);
    }

    /** The same with options. */
    public <T, E extends Exception> T call(CallOptions options, EndpointCall<T, E> call) throws E {
        return new CallLoop(this, context).run(options, call);
    }

    /** Starts a call whose attempts the caller makes: for adapters. Counts it in the retry budget. */
    public CallAttempts attempts(CallOptions options) {
        return new CallAttempts(this, context.retries(followed.budget(), options), options.key());
    }

    /** The retry budget of the Service in this process, which every kind of caller shares. */
    public RetryBudget retryBudget() {
        return followed.budget();
    }

    /** How failed attempts are made again, as the discovery was told: for adapters whose library makes them. */
    public RetryConfig retry() {
        return context.retry();
    }

    /**
     * Asks the circuit breaker and the bulkhead of the Service, where there are any, whether a call may begin: for adapters, once a call.
     * Never blocks.
     *
     * @return to be told how the call ends
     * @throws CallRefusedException if none may begin now
     */
    public CallPermit admit() {
        CallLimits limits = followed.limits();
        if (limits == null) {
            return CallPermit.UNLIMITED;
        }
        CallLimits.Entry entry = limits.enter();
        if (entry instanceof CallLimits.Refused refused) {
            throw new CallRefusedException(service(), refused.message());
        }
        return (CallPermit) entry;
    }

    /** Whether {@link #admit()} has anything to ask. */
    public boolean isLimited() {
        return followed.limits() != null;
    }

    /** Whether idempotent calls are hedged, as the discovery was told: for adapters. */
    public HedgingConfig hedging() {
        return context.hedging();
    }

    /**
     * Runs a task on the discovery's thread after a delay, unless the discovery is closed before: for adapters that hedge.
     *
     * @param task must not block
     */
    public Scheduler.Scheduled later(Duration delay, Runnable task) {
        return context.scheduler().schedule(delay, task);
    }

    /**
     * Tells every state from now on, beginning with the present one if anything is known. Keeps the Service followed.
     *
     * @param listener called on the discovery's thread, and for the last state, that of a closed discovery, on the thread that
     *     closes it; must not block. Who subscribes to a closed discovery is told at once
     */
    public Interest subscribe(Consumer<GroupState> listener) {
        return followed.subscribe(listener);
    }

    /** A caller saw something that contradicts what is known: the source should check soon. Never blocks. */
    public void suspect() {
        followed.suspect();
    }

    /**
     * Stops following the Service now in place of after the idle time, until the group is used again, unless somebody is subscribed or
     * waits. For callers that meet many names which are no Services. See {@link ServiceDiscoveryBuilder#idleTimeout}.
     */
    public void rest() {
        followed.rest();
    }

    void expect() {
        followed.expect();
    }

    Explanation explain(Explanations explanations) {
        return followed.explain(explanations);
    }

    void selectAgain() {
        followed.selectAgain();
    }

    void close() {
        followed.close();
    }

    private static <T> Optional<T> await(CompletableFuture<T> future, Duration limit) throws InterruptedException {
        try {
            return Optional.of(future.get(Checks.saturatedNanos(limit), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            future.cancel(false);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DiscoveryException problem) {
                throw problem;
            }
            throw new CompletionException(e.getCause());
        }
    }

    @Override
    public String toString() {
        return service().toString();
    }

    /** A subscription that can be ended. */
    @FunctionalInterface
    public interface Interest extends AutoCloseable {
        /** Ends it. Idempotent; a call that is on its way may still come. */
        @Override
        void close();
    }
}
