package io.fairlead.kubernetes;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is different in a snapshot, as text for the log. */
final class SnapshotChange {
    private SnapshotChange() {}

    /** Which endpoints came, went or changed since the last answer. */
    static String describe(Resolution before, EndpointSnapshot now) {
        Collection<Endpoint> known = before instanceof Resolution.Resolved resolved
                ? resolved.snapshot().endpoints()
                : List.of();
        Set<Endpoint> old = new HashSet<>(known);
        Set<Endpoint> fresh = new HashSet<>(now.endpoints());
        return now.endpoints().size() + " endpoints, new or changed " + without(fresh, old) + ", gone or changed "
                + without(old, fresh);
    }

    private static List<String> without(Set<Endpoint> all, Set<Endpoint> others) {
        return all.stream()
                .filter(endpoint -> !others.contains(endpoint))
                .map(endpoint -> endpoint.hostPort() + (endpoint.conditions().ready() ? "" : " (not ready)"))
                .sorted()
                .toList();
    }
}
