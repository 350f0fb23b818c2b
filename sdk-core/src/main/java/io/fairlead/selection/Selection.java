package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.internal.PartedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a snapshot that a client may use: those that kube-proxy would use for it. Each IP family is decided for
 * itself, then a pod's addresses become one endpoint. Immutable.
 */
public final class Selection {
    private final EndpointSnapshot snapshot;
    private final Location client;
    private final List<FamilySelection> families;
    private final List<Endpoint> usable;
    private final @Nullable Kept kept;

    /** What the next selection can take over: what was found of parts, and what was chosen of them. */
    private record Kept(DistinctParts parts, Usable usable) {}

    private Selection(
            EndpointSnapshot snapshot,
            Location client,
            List<FamilySelection> families,
            List<Endpoint> usable,
            @Nullable Kept kept) {
        this.snapshot = snapshot;
        this.client = client;
        this.families = families;
        this.usable = usable;
        this.kept = kept;
    }

    /**
     * Decides by the snapshot's policy.
     *
     * @param snapshot all endpoints of one Service port; addresses in canonical form, or duplicates go unnoticed
     * @param client where the caller runs; {@link Location#UNKNOWN} has no local endpoints and matches no hint but one without a
     *     name
     * @return what is usable
     */
    public static Selection of(EndpointSnapshot snapshot, Location client) {
        PartedList<Endpoint> endpoints = PartedList.copyOf(snapshot.endpoints());
        return of(snapshot, client, DistinctParts.of(endpoints), null);
    }

    /**
     * The same as {@link #of} for another snapshot. Parts of its endpoints that are the same objects as in this one are not looked at
     * again, if no two endpoints share an address or a pod: one changed slice of many costs about what a slice costs.
     */
    public Selection next(EndpointSnapshot other, Location otherClient) {
        PartedList<Endpoint> endpoints = PartedList.copyOf(other.endpoints());
        return kept == null
                ? of(other, otherClient, DistinctParts.of(endpoints), null)
                : of(other, otherClient, kept.parts().next(endpoints), kept.usable());
    }

    private static Selection of(
            EndpointSnapshot snapshot, Location client, @Nullable DistinctParts parts, @Nullable Usable before) {
        return parts == null ? joined(snapshot, client) : distinct(snapshot, client, parts, before);
    }

    private static Selection distinct(
            EndpointSnapshot snapshot, Location client, DistinctParts parts, @Nullable Usable before) {
        PartedList<Endpoint> endpoints = PartedList.copyOf(snapshot.endpoints());
        Rule rule = new KubeProxyRules(endpoints, client).decide(snapshot.policy());
        Usable usable = Usable.of(rule, client, endpoints, before);
        List<FamilySelection> families = familiesOf(snapshot, List.of(parts.family())).stream()
                .map(family -> family == parts.family()
                        ? new FamilySelection(family, rule, usable.endpoints())
                        : decided(snapshot.policy(), client, family, List.of()))
                .toList();
        List<Endpoint> all = families.stream()
                .map(FamilySelection::endpoints)
                .filter(ofFamily -> !ofFamily.isEmpty())
                .findFirst()
                .orElse(List.of());
        return new Selection(snapshot, client, families, all, new Kept(parts, usable));
    }

    /** Without any short cut. */
    static Selection joined(EndpointSnapshot snapshot, Location client) {
        List<Endpoint> distinct = Duplicates.resolve(snapshot.endpoints());
        List<IpFamily> present =
                distinct.stream().map(Endpoint::family).distinct().toList();
        List<FamilySelection> families = familiesOf(snapshot, present).stream()
                .map(family -> decided(snapshot.policy(), client, family, ofFamily(distinct, family)))
                .toList();
        return new Selection(snapshot, client, families, DualStack.join(families), null);
    }

    private static FamilySelection decided(
            TrafficPolicy policy, Location client, IpFamily family, List<Endpoint> endpoints) {
        Rule rule = new KubeProxyRules(endpoints, client).decide(policy);
        return new FamilySelection(
                family,
                rule,
                Usable.of(rule, client, PartedList.copyOf(endpoints), null).endpoints());
    }

    /**
     * {@return the usable endpoints, one for each pod and port, with the addresses that were selected, the Service's first
     * family in front} They come in the snapshot's order, those without an address of the first family last.
     */
    public List<Endpoint> usable() {
        return usable;
    }

    /** {@return what was decided in each IP family of the Service, in its order; where it tells none, in each with endpoints} */
    public List<FamilySelection> families() {
        return families;
    }

    /** {@return every endpoint of the snapshot, duplicates resolved, with the reason for its part} Worked out by each call. */
    public List<Verdict> explain() {
        Explanation explanation = Explanation.of(snapshot.policy(), client, families);
        return Duplicates.resolve(snapshot.endpoints()).stream()
                .map(explanation::verdict)
                .toList();
    }

    private static List<IpFamily> familiesOf(EndpointSnapshot snapshot, List<IpFamily> present) {
        return snapshot.families().isEmpty() ? present : snapshot.families();
    }

    private static List<Endpoint> ofFamily(List<Endpoint> endpoints, IpFamily family) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.family() == family)
                .toList();
    }
}
