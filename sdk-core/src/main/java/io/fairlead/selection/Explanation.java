package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.TrafficPolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts into words why an endpoint was selected or not. Decides nothing itself.
 *
 * @param policy the policy that was in force
 * @param client where the caller runs
 * @param families what was selected in each family
 * @param eligible what was selected in all of them
 */
record Explanation(TrafficPolicy policy, Location client, List<FamilySelection> families, Set<Endpoint> eligible) {

    static Explanation of(TrafficPolicy policy, Location client, List<FamilySelection> families) {
        Set<Endpoint> eligible =
                families.stream().flatMap(family -> family.endpoints().stream()).collect(Collectors.toSet());
        return new Explanation(policy, client, families, eligible);
    }

    Verdict verdict(Endpoint endpoint) {
        for (FamilySelection selection : families) {
            if (selection.family() == endpoint.family()) {
                if (policy == TrafficPolicy.NODES) {
                    return new Verdict(endpoint, eligible.contains(endpoint), ofNode(endpoint));
                }
                return eligible.contains(endpoint)
                        ? new Verdict(endpoint, true, whyEligible(selection.rule()))
                        : new Verdict(endpoint, false, whyNot(endpoint, selection.rule()));
            }
        }
        return new Verdict(
                endpoint,
                false,
                (endpoint.family() == IpFamily.IPV4 ? "IPv4" : "IPv6") + ", which is no IP family of the Service");
    }

    private static String ofNode(Endpoint endpoint) {
        String node = "node " + endpoint.location().node();
        if (!endpoint.conditions().ready()) {
            return node + " is not ready";
        }
        return endpoint.conditions().serving()
                ? node + " is ready"
                : node + " has no usable endpoint of its own (externalTrafficPolicy: Local)";
    }

    private String whyEligible(Rule rule) {
        return switch (rule) {
            case NODE_HINTS -> "ready, hinted to this client's node " + client.node();
            case ZONE_HINTS -> "ready, hinted to this client's zone " + client.zone();
            case SERVING_TERMINATING -> "the last resort: no endpoint is ready, this one terminates but still serves";
            case LOCAL_READY -> "ready, on this client's node";
            case LOCAL_SERVING_TERMINATING ->
                "the last resort: no endpoint on this client's node is ready, this one terminates but still serves";
            case AS_GIVEN -> "given by the source";
            case READY, HEADLESS_READY, SERVING_NODES, NONE_ON_THIS_NODE, NONE_ANYWHERE -> "ready";
        };
    }

    private String whyNot(Endpoint endpoint, Rule rule) {
        if (policy == TrafficPolicy.LOCAL && client.node().isEmpty()) {
            return "this client's node is unknown (internalTrafficPolicy: Local)";
        }
        if (policy == TrafficPolicy.LOCAL && !endpoint.location().node().equals(client.node())) {
            return endpoint.location().node().isEmpty()
                    ? "on an unknown node (internalTrafficPolicy: Local)"
                    : "on another node (internalTrafficPolicy: Local)";
        }
        if (endpoint.conditions().ready()) {
            return hintedAway(endpoint, rule);
        }
        if (!endpoint.conditions().terminating()) {
            return "not ready";
        }
        return endpoint.conditions().serving() ? outdone(rule) : "terminating and no longer serving";
    }

    private String hintedAway(Endpoint endpoint, Rule rule) {
        return rule == Rule.NODE_HINTS
                ? "hinted to " + names(endpoint.hints().nodes()) + ", this client is on " + client.node()
                : "hinted to " + names(endpoint.hints().zones()) + ", this client is in " + shown(client.zone());
    }

    private static String outdone(Rule rule) {
        return switch (rule) {
            case LOCAL_READY -> "terminating; ready endpoints exist on this client's node";
            case HEADLESS_READY, NONE_ANYWHERE -> "terminating";
            default -> "terminating; ready endpoints exist";
        };
    }

    private static String names(Set<String> hints) {
        return String.join(
                ", ", new TreeSet<>(hints).stream().map(Explanation::shown).toList());
    }

    private static String shown(String zone) {
        return zone.isEmpty() ? "no zone" : zone;
    }
}
