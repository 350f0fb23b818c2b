package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.TrafficPolicy;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rules by which kube-proxy decides (its {@code CategorizeEndpoints}), and those for what it leaves to others. Every
 * Service port and IP family is decided for itself.
 *
 * @param family the IP family
 * @param endpoints the endpoints of the Service port in this family, without duplicates
 * @param client where the caller runs; an unknown node or zone is the empty text
 */
record KubeProxyRules(IpFamily family, List<Endpoint> endpoints, Location client) {

    FamilySelection decide(TrafficPolicy policy) {
        return switch (policy) {
            case CLUSTER -> cluster();
            case LOCAL -> local();
            case HEADLESS -> ifAny(Rule.HEADLESS_READY, ready(endpoints));
            case NODES ->
                ifAny(Rule.SERVING_NODES, where(ready(endpoints), node -> node.conditions()
                        .serving()));
            case AS_GIVEN -> ifAny(Rule.AS_GIVEN, endpoints);
        };
    }

    /**
     * internalTrafficPolicy Cluster. Ready endpoints; only if there are none, those that terminate but still serve, wherever
     * they are and whatever their hints say. Terminating ones are never mixed with ready ones, and only hints of ready
     * endpoints count.
     */
    private FamilySelection cluster() {
        List<Endpoint> ready = ready(endpoints);
        if (ready.isEmpty()) {
            return ifAny(Rule.SERVING_TERMINATING, servingTerminating(endpoints));
        }
        List<Endpoint> ofNode = hinted(ready, Hints::nodes, this::isClientsNode);
        if (!ofNode.isEmpty()) {
            return new FamilySelection(family, Rule.NODE_HINTS, ofNode);
        }
        // A zone hint may have an empty name, and a client without a zone matches it: no check for an unknown zone.
        List<Endpoint> ofZone = hinted(ready, Hints::zones, client.zone()::equals);
        if (!ofZone.isEmpty()) {
            return new FamilySelection(family, Rule.ZONE_HINTS, ofZone);
        }
        return new FamilySelection(family, Rule.READY, ready);
    }

    /**
     * internalTrafficPolicy Local. Ready endpoints of the client's own node, else those that terminate there but still serve,
     * else nothing: other nodes are never used. Hints are not looked at.
     */
    private FamilySelection local() {
        List<Endpoint> local =
                where(endpoints, endpoint -> isClientsNode(endpoint.location().node()));
        List<Endpoint> ready = ready(local);
        if (!ready.isEmpty()) {
            return new FamilySelection(family, Rule.LOCAL_READY, ready);
        }
        List<Endpoint> terminating = servingTerminating(local);
        if (!terminating.isEmpty()) {
            return new FamilySelection(family, Rule.LOCAL_SERVING_TERMINATING, terminating);
        }
        boolean elsewhere =
                !ready(endpoints).isEmpty() || !servingTerminating(endpoints).isEmpty();
        return new FamilySelection(family, elsewhere ? Rule.NONE_ON_THIS_NODE : Rule.NONE_ANYWHERE, List.of());
    }

    private FamilySelection ifAny(Rule rule, List<Endpoint> chosen) {
        return new FamilySelection(family, chosen.isEmpty() ? Rule.NONE_ANYWHERE : rule, chosen);
    }

    /** Those with a hint for the client, if every ready endpoint has a hint of the kind; else none. */
    private static List<Endpoint> hinted(
            List<Endpoint> ready, Function<Hints, Set<String>> kind, Predicate<String> isClients) {
        boolean complete = ready.stream()
                .noneMatch(endpoint -> kind.apply(endpoint.hints()).isEmpty());
        return complete
                ? where(ready, endpoint -> kind.apply(endpoint.hints()).stream().anyMatch(isClients))
                : List.of();
    }

    // The three conditions are independent: an endpoint that is ready is used even if it terminates or does not serve.
    private static List<Endpoint> ready(List<Endpoint> of) {
        return where(of, endpoint -> endpoint.conditions().ready());
    }

    private static List<Endpoint> servingTerminating(List<Endpoint> of) {
        return where(
                of,
                endpoint ->
                        endpoint.conditions().serving() && endpoint.conditions().terminating());
    }

    // An unknown client node equals nothing, not even an endpoint without a node.
    private boolean isClientsNode(String node) {
        return !node.isEmpty() && node.equals(client.node());
    }

    private static List<Endpoint> where(List<Endpoint> of, Predicate<Endpoint> holds) {
        return of.stream().filter(holds).toList();
    }
}
