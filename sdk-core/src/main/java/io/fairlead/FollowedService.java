package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.RetryBudget;
import io.fairlead.resolver.Resolver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane of one group. Everything but the published state is touched by tasks of the scheduler only; readers see one
 * volatile, immutable value.
 */
final class FollowedService implements PickFeedback {
    private static final Logger log = LoggerFactory.getLogger(EndpointGroup.class);

    /** What readers see: the state, and the picker over its usable endpoints if there are any. */
    record Published(GroupState state, @Nullable EndpointPicker picker) {}

    /** A future that wants the first state which the function has a value for. */
    private record Waiter<T>(Function<Published, Optional<T>> value, CompletableFuture<T> future) {
        void offer(Published published) {
            Optional<T> found = value.apply(published);
            if (found.isPresent()) {
                future.complete(found.get());
            } else if (published.state().problem().orElse(null) instanceof Problem.Closed problem) {
                future.completeExceptionally(problem.exception(published.state().service()));
            }
        }
    }

    private final ServiceRef service;
    private final GroupContext context;
    private final GroupLoad load;
    private final RetryBudget budget;
    private final List<Waiter<?>> waiters = new CopyOnWriteArrayList<>();
    private final List<Consumer<GroupState>> subscribers = new CopyOnWriteArrayList<>();
    private volatile Published published;
    private volatile boolean following;
    private volatile boolean closed;
    // Whether it is known to be a Service, or somebody says so; what may be a name of the internet must not fill logs.
    private volatile boolean expected;
    private volatile Resolver.@Nullable Subscription subscription;

    FollowedService(ServiceRef service, GroupContext context) {
        this.service = service;
        this.context = context;
        this.load = new GroupLoad(context.load(), context.ticker());
        this.budget = context.newBudget();
        this.published = new Published(unknown(), null);
    }

    ServiceRef service() {
        return service;
    }

    RetryBudget budget() {
        return budget;
    }

    /** Somebody says that there is such a Service: from now on its troubles are worth a warning. */
    void expect() {
        if (!expected) {
            expected = true;
            context.scheduler().execute(() -> StateLog.write(log, unknown(), published.state()));
        }
    }

    /** What is known; begins to follow the Service if nothing does. */
    Published current() {
        if (!following) {
            follow();
        }
        return published;
    }

    Explanation explain(Explanations explanations) {
        GroupState state = current().state();
        return explanations.of(state, source().age(), source().reason(), load);
    }

    private Resolver.Subscription source() {
        Resolver.Subscription current = subscription;
        return current == null ? Resolver.Subscription.CONSTANT : current;
    }

    EndpointPicker pickerOver(List<Endpoint> endpoints) {
        List<Candidate> candidates = endpoints.stream().map(load::candidate).toList();
        return new EndpointPicker(
                this, context.balancer(), candidates, published.state().failedOpen());
    }

    /** The value of the first state, from now on, that the function has one for. Cancelling it ends the wait. */
    <T> CompletableFuture<T> when(Function<Published, Optional<T>> value) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Waiter<T> waiter = new Waiter<>(value, future);
        waiters.add(waiter);
        CompletableFuture<T> unused = future.whenComplete((found, error) -> waiters.remove(waiter));
        // After it is in the list, so that no state can slip through between a look and the wait.
        waiter.offer(current());
        return future;
    }

    EndpointGroup.Interest subscribe(Consumer<GroupState> listener) {
        subscribers.add(listener);
        context.scheduler().execute(() -> {
            GroupState now = current().state();
            if (now.isKnown() && subscribers.contains(listener)) {
                tell(listener, now);
            }
        });
        // A closed discovery's thread runs nothing any more. Told twice is better than not at all.
        if (closed) {
            tell(listener, published.state());
        }
        return () -> subscribers.remove(listener);
    }

    void suspect() {
        source().suspect();
    }

    /** Ends the watch, if nobody listens or waits, and then runs the task. */
    void rest(Runnable afterwards) {
        context.scheduler().execute(() -> {
            if (subscribers.isEmpty() && waiters.isEmpty()) {
                following = false;
                source().close();
                subscription = null;
                afterwards.run();
            }
        });
    }

    void close() {
        closed = true;
        published = new Published(GroupStates.closed(service), null);
        Resolver.Subscription current = subscription;
        if (current != null) {
            current.close();
        }
        waiters.forEach(waiter -> waiter.offer(published));
        subscribers.forEach(subscriber -> tell(subscriber, published.state()));
    }

    private GroupState unknown() {
        return GroupStates.pending(service, context.sources().source());
    }

    private void follow() {
        context.scheduler().execute(() -> {
            if (!following && !closed) {
                following = true;
                subscription = context.sources().subscribe(service, this::update);
            }
        });
    }

    private void update(Resolution resolution) {
        GroupState before = published.state();
        GroupState next = context.states().after(before, resolution);
        if (closed) {
            return;
        }
        published = new Published(next, pickerFor(next));
        if (closed) {
            close(); // it was overtaken: whoever came meanwhile has to hear of it
            return;
        }
        tellAll(before, next);
    }

    // The same endpoints keep their picker: its turn and its threads' caches are worth more than a new one.
    private @Nullable EndpointPicker pickerFor(GroupState next) {
        if (next.usable().isEmpty()) {
            return null;
        }
        Published before = published;
        boolean same = before.picker() != null
                && before.state().failedOpen() == next.failedOpen()
                && before.state().usable().equals(next.usable());
        if (same) {
            return before.picker();
        }
        return new EndpointPicker(this, context.balancer(), load.retain(next.usable()), next.failedOpen());
    }

    private void tellAll(GroupState before, GroupState next) {
        if (next.resolution() instanceof Resolution.Resolved) {
            expected = true;
        }
        if (expected) {
            StateLog.write(log, before, next);
        }
        StateLog.writeChange(log, before, next);
        waiters.forEach(waiter -> waiter.offer(published));
        subscribers.forEach(subscriber -> tell(subscriber, published.state()));
        if (expected) {
            context.listener().stateChanged(service, next);
        }
    }

    private static void tell(Consumer<GroupState> subscriber, GroupState state) {
        try {
            subscriber.accept(state);
        } catch (RuntimeException e) {
            log.error("A subscriber of {} failed; the others are told all the same", state.service(), e);
        }
    }

    @Override
    public long nowNanos() {
        return context.ticker().nanos();
    }

    @Override
    public void started(Endpoint endpoint) {
        context.listener().attemptStarted(service, endpoint);
    }

    @Override
    public void completed(Endpoint endpoint, Outcome outcome, long latencyNanos) {
        if (outcome == Outcome.UNREACHABLE) {
            suspect();
        }
        context.listener().attemptEnded(service, endpoint, outcome, latencyNanos);
    }
}
