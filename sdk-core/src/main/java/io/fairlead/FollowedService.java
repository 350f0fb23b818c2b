package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.CallLimits;
import io.fairlead.resilience.RetryBudget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane of one group. Everything but the published state is touched by tasks of the scheduler only; readers see one
 * volatile, immutable value.
 */
final class FollowedService implements PickFeedback, Following.Owner {
    private static final Logger log = LoggerFactory.getLogger(EndpointGroup.class);

    /** What readers see: the state, and the picker over its usable endpoints if there are any. */
    record Published(GroupState state, @Nullable EndpointPicker picker) {}

    private final ServiceRef service;
    private final GroupContext context;
    private final GroupLoad load;
    private final GroupPolicy policy;
    private GroupStates states;
    private final RetryBudget budget;
    private final @Nullable CallLimits limits;
    private final Consumer<FollowedService> forgotten;
    private final Audience audience = new Audience();
    private final Following following;
    // Each as long as the other: who follows, picks or waits keeps the group that everybody else gets.
    private final EndpointGroup group;
    private volatile Published published;
    private volatile boolean closed;
    // Whether it is known to be a Service, or somebody says so; what may be a name of the internet must not fill logs.
    private volatile boolean expected;
    // False from a policy that made no picker on, until one does: what is published is not what was followed.
    private boolean settled = true;

    /**
     * Of a Service that nobody has used yet.
     *
     * @param forgotten told by the scheduler when nothing is known of the Service any more, because nobody uses it
     */
    FollowedService(ServiceRef service, GroupContext context, Consumer<FollowedService> forgotten) {
        this.service = service;
        this.context = context;
        this.forgotten = forgotten;
        this.load = context.newLoad(service);
        this.policy = new GroupPolicy(context);
        this.states = context.newStates();
        this.budget = context.newBudget();
        // Told by the call that makes the change, which may be in the middle of a pick.
        this.limits = context.newLimits(service, change -> context.scheduler()
                .execute(() -> log.info("{}: circuit breaker from {}", service, change)));
        this.published = new Published(unknown(), null);
        this.following = new Following(service, context, this);
        this.group = new EndpointGroup(this, context);
    }

    EndpointGroup group() {
        return group;
    }

    ServiceRef service() {
        return service;
    }

    RetryBudget budget() {
        return budget;
    }

    @Nullable
    CallLimits limits() {
        return limits;
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
        following.use();
        return published;
    }

    Explanation explain(Explanations explanations) {
        GroupState state = current().state();
        return explanations.of(state, following.age(), following.reason(), load, limits, policy);
    }

    EndpointPicker pickerOver(List<Endpoint> endpoints) {
        List<Candidate> candidates = endpoints.stream().map(load::candidate).toList();
        return new EndpointPicker(
                this, policy.overSome(), candidates, published.state().failedOpen());
    }

    <T> CompletableFuture<T> when(Function<Published, Optional<T>> value) {
        return audience.when(value, this::current);
    }

    EndpointGroup.Interest subscribe(Consumer<GroupState> listener) {
        audience.add(listener);
        context.scheduler().execute(() -> {
            GroupState now = current().state();
            if (now.isKnown() && audience.has(listener)) {
                Audience.tell(listener, now);
            }
        });
        // A closed discovery's thread runs nothing any more. Told twice is better than not at all.
        if (closed) {
            Audience.tell(listener, published.state());
        }
        return () -> audience.remove(listener);
    }

    void suspect() {
        following.suspect();
    }

    /** Ends the watch now, if nobody listens or waits. */
    void rest() {
        following.rest();
    }

    void close() {
        closed = true;
        published = new Published(GroupStates.closed(service), null);
        following.close();
        audience.tellAll(published);
    }

    private GroupState unknown() {
        return GroupStates.pending(service, context.sources().source());
    }

    @Override
    public boolean isAwaited() {
        return !audience.isEmpty();
    }

    @Override
    public boolean hasAnswer() {
        GroupState state = published.state();
        return state.snapshot().isPresent() && !state.failedOpen();
    }

    @Override
    public void forget() {
        if (!closed) {
            states = context.newStates();
            if (show(new Published(unknown(), null))) {
                forgotten.accept(this);
            }
        }
    }

    @Override
    public void update(Resolution resolution) {
        GroupState before = published.state();
        publish(before, states.after(before, resolution));
    }

    /** This process's own place is known better now. */
    void selectAgain() {
        context.scheduler().execute(() -> {
            GroupState before = published.state();
            GroupState next = states.again(before);
            if (!next.equals(before)) {
                publish(before, next);
            }
        });
    }

    private void publish(GroupState before, GroupState next) {
        if (closed) {
            return;
        }
        if (show(new Published(next, pickerFor(next)))) {
            tellAll(before, next);
        }
    }

    // False if it was overtaken by a close: whoever came meanwhile has to hear of that.
    private boolean show(Published next) {
        published = next;
        boolean overtaken = closed;
        if (overtaken) {
            close();
        }
        return !overtaken;
    }

    // The same endpoints keep their picker: its turn and its threads' caches are worth more than a new one.
    private @Nullable EndpointPicker pickerFor(GroupState next) {
        if (next.usable().isEmpty()) {
            load.retain(List.of());
            return null;
        }
        Published before = published;
        boolean samePolicy = !policy.follow(next);
        boolean same = settled
                && samePolicy
                && before.picker() != null
                && before.state().failedOpen() == next.failedOpen()
                && before.state().usable().equals(next.usable());
        if (same) {
            return before.picker();
        }
        settled = false;
        EndpointPicker picker =
                new EndpointPicker(this, policy.overAll(), load.retain(next.usable()), next.failedOpen());
        settled = true;
        return picker;
    }

    private void tellAll(GroupState before, GroupState next) {
        if (next.resolution() instanceof Resolution.Resolved || next.resolution() instanceof Resolution.LastGood) {
            expected = true;
        }
        if (expected) {
            StateLog.write(log, before, next);
        }
        StateLog.writeChange(log, before, next);
        audience.tellAll(published);
        if (expected) {
            context.listener().stateChanged(service, next);
        }
    }

    @Override
    public long nowNanos() {
        return context.ticker().nanos();
    }

    @Override
    public boolean isCurrent(Balancer balancer) {
        return policy.isCurrent(balancer);
    }

    @Override
    public long started(Endpoint endpoint, long nowNanos) {
        return context.listener().attemptStarted(service, endpoint) ? nowNanos() : nowNanos;
    }

    @Override
    public void completed(Endpoint endpoint, Outcome outcome, long latencyNanos) {
        if (outcome == Outcome.UNREACHABLE || outcome == Outcome.NO_ANSWER) {
            suspect();
        }
        context.listener().attemptEnded(service, endpoint, outcome, latencyNanos);
    }
}
