package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.balancer.SessionAffinity;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.TrafficPolicy;
import java.time.Duration;
import java.util.Optional;

/** The policy of one group: the discovery's, and around it session affinity where the Service asks for it. */
final class GroupPolicy {
    /**
     * One policy.
     *
     * @param overAll for all usable endpoints of the group
     * @param overSome for lists that lack some of them
     */
    private record Current(Optional<Duration> affinity, Balancer overAll, Balancer overSome) {}

    private final GroupContext context;
    private volatile Current current;

    GroupPolicy(GroupContext context) {
        this.context = context;
        this.current = without(context);
    }

    private static Current without(GroupContext context) {
        return new Current(Optional.empty(), context.balancer(), context.balancer());
    }

    /** The policy for the state that was followed last, for all of its endpoints. */
    Balancer overAll() {
        return current.overAll();
    }

    /** The same for some of its endpoints. From any thread. */
    Balancer overSome() {
        return current.overSome();
    }

    /** Whether it is still one of these. From any thread. */
    boolean isCurrent(Balancer balancer) {
        Current now = current;
        return balancer == now.overAll() || balancer == now.overSome();
    }

    /** How long no call may come before calls may go to another endpoint, where they stay with one. From any thread. */
    Optional<Duration> affinity() {
        return current.affinity();
    }

    /** Becomes what this state asks for; whether that is another policy than before. Called by the group's one writer only. */
    boolean follow(GroupState state) {
        Optional<Duration> asked = affinity(state);
        if (asked.equals(current.affinity())) {
            return false;
        }
        current = asked.map(this::sticky).orElseGet(() -> without(context));
        return true;
    }

    // For a headless Service kube-proxy does nothing, so nothing heeds its affinity.
    private Optional<Duration> affinity(GroupState state) {
        return state.snapshot()
                .filter(s -> context.sessionAffinity() && s.policy() != TrafficPolicy.HEADLESS)
                .flatMap(EndpointSnapshot::sessionAffinity);
    }

    private Current sticky(Duration timeout) {
        SessionAffinity sticky = new SessionAffinity(context.balancer(), timeout, context.ticker(), context.random());
        return new Current(Optional.of(timeout), sticky, sticky.overSome());
    }
}
