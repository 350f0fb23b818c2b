package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.balancer.SessionAffinity;
import io.fairlead.endpoint.EndpointSnapshot;
import java.time.Duration;
import java.util.Optional;

/** The policy of one group: the discovery's, and around it session affinity where the Service asks for it. */
final class GroupPolicy {
    private record Current(Optional<Duration> affinity, Balancer balancer) {}

    private final GroupContext context;
    private volatile Current current;

    GroupPolicy(GroupContext context) {
        this.context = context;
        this.current = new Current(Optional.empty(), context.balancer());
    }

    /** The policy for the state that was followed last. From any thread. */
    Balancer balancer() {
        return current.balancer();
    }

    /** Becomes what this state asks for; whether that is another policy than before. Called by the group's one writer only. */
    boolean follow(GroupState state) {
        Optional<Duration> asked = state.snapshot().flatMap(EndpointSnapshot::sessionAffinity);
        if (asked.equals(current.affinity())) {
            return false;
        }
        Balancer inner = context.balancer();
        Balancer next = asked.<Balancer>map(
                        timeout -> new SessionAffinity(inner, timeout, context.ticker(), context.random()))
                .orElse(inner);
        current = new Current(asked, next);
        return true;
    }
}
