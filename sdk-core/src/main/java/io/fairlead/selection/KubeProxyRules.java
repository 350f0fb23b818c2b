package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.TrafficPolicy;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules by which kube-proxy decides (its {@code CategorizeEndpoints}), and those for what it leaves to others. Every
 * Service port and IP family is decided for itself.
 *
 * @param endpoints the endpoints of the Service port in this family, without duplicates
 * @param client where the caller runs; an unknown node or zone is the empty text
 */
record KubeProxyRules(List<Endpoint> endpoints, Location client) {

    /** The rule that chooses the usable endpoints. */
    Rule decide(TrafficPolicy policy) {
        return switch (policy) {
            case CLUSTER -> cluster();
            case LOCAL -> local();
            case HEADLESS -> ifAny(Rule.HEADLESS_READY);
            case NODES -> ifAny(Rule.SERVING_NODES);
            case AS_GIVEN -> ifAny(Rule.AS_GIVEN);
        };
    }

    /**
     * internalTrafficPolicy Cluster. Ready endpoints; only if there are none, those that terminate but still serve, wherever
     * they are and whatever their hints say. Terminating ones are never mixed with ready ones, and only hints of ready
     * endpoints count.
     */
    private Rule cluster() {
        if (!has(Rule.READY)) {
            return ifAny(Rule.SERVING_TERMINATING);
        }
        if (areAllHinted(Hints::nodes) && has(Rule.NODE_HINTS)) {
            return Rule.NODE_HINTS;
        }
        return areAllHinted(Hints::zones) && has(Rule.ZONE_HINTS) ? Rule.ZONE_HINTS : Rule.READY;
    }

    /**
     * internalTrafficPolicy Local. Ready endpoints of the client's own node, else those that terminate there but still serve,
     * else nothing: other nodes are never used. Hints are not looked at.
     */
    private Rule local() {
        if (has(Rule.LOCAL_READY)) {
            return Rule.LOCAL_READY;
        }
        if (has(Rule.LOCAL_SERVING_TERMINATING)) {
            return Rule.LOCAL_SERVING_TERMINATING;
        }
        return has(Rule.READY) || has(Rule.SERVING_TERMINATING) ? Rule.NONE_ON_THIS_NODE : Rule.NONE_ANYWHERE;
    }

    private Rule ifAny(Rule rule) {
        return has(rule) ? rule : Rule.NONE_ANYWHERE;
    }

    private boolean has(Rule rule) {
        for (Endpoint endpoint : endpoints) {
            if (rule.holds(endpoint, client)) {
                return true;
            }
        }
        return false;
    }

    // A kind of hints counts only if every ready endpoint has one.
    private boolean areAllHinted(Function<Hints, Set<String>> kind) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.conditions().ready() && kind.apply(endpoint.hints()).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
