package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import java.util.List;

/**
 * The endpoints of a snapshot that a client may use: those that kube-proxy would use for it. Each IP family is decided for
 * itself, then a pod's addresses become one endpoint. Immutable.
 */
public final class Selection {
    private final EndpointSnapshot snapshot;
    private final Location client;
    private final List<FamilySelection> families;
    private final List<Endpoint> usable;

    private Selection(
            EndpointSnapshot snapshot, Location client, List<FamilySelection> families, List<Endpoint> usable) {
        this.snapshot = snapshot;
        this.client = client;
        this.families = families;
        this.usable = usable;
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
        List<Endpoint> distinct = Duplicates.resolve(snapshot.endpoints());
        List<FamilySelection> families = familiesOf(snapshot, distinct).stream()
                .map(family -> new KubeProxyRules(family, ofFamily(distinct, family), client).decide(snapshot.policy()))
                .toList();
        return new Selection(snapshot, client, families, DualStack.join(families));
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

    private static List<IpFamily> familiesOf(EndpointSnapshot snapshot, List<Endpoint> endpoints) {
        return snapshot.families().isEmpty()
                ? endpoints.stream().map(Endpoint::family).distinct().toList()
                : snapshot.families();
    }

    private static List<Endpoint> ofFamily(List<Endpoint> endpoints, IpFamily family) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.family() == family)
                .toList();
    }
}
