package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A pod that is reached by addresses of both families is one endpoint, or it would get twice the calls. */
final class DualStack {
    private DualStack() {}

    /** One endpoint for each pod and port, its addresses in the order of the families. */
    static List<Endpoint> join(List<FamilySelection> families) {
        Map<EndpointKey, Endpoint> pods = new LinkedHashMap<>();
        for (FamilySelection family : families) {
            for (Endpoint endpoint : family.endpoints()) {
                pods.merge(endpoint.key(), endpoint, DualStack::withAddressesOfBoth);
            }
        }
        return List.copyOf(pods.values());
    }

    private static Endpoint withAddressesOfBoth(Endpoint first, Endpoint second) {
        return first.withAddresses(Stream.of(first, second)
                .flatMap(endpoint -> endpoint.addresses().stream())
                .distinct()
                .toList());
    }
}
