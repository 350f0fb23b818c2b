package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.internal.PartedList;
import java.util.List;

/**
 * What is usable in one IP family, before the addresses of a pod are joined: exactly kube-proxy's set.
 *
 * @param family the family
 * @param rule the rule that decided
 * @param endpoints the usable endpoints, each address and port once, in the snapshot's order
 */
public record FamilySelection(IpFamily family, Rule rule, List<Endpoint> endpoints) {
    public FamilySelection {
        endpoints = PartedList.copyOf(endpoints);
    }
}
