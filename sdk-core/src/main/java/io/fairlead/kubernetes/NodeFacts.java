package io.fairlead.kubernetes;

import java.util.List;

/**
 * What is kept of a Node.
 *
 * @param id its name and version
 * @param ready whether its condition {@code Ready} is true
 * @param zone its label {@code topology.kubernetes.io/zone}, empty if it has none
 * @param externalIps its addresses of type {@code ExternalIP}, as written
 * @param internalIps its addresses of type {@code InternalIP}, as written
 */
record NodeFacts(ObjectId id, boolean ready, String zone, List<String> externalIps, List<String> internalIps)
        implements ApiObject {
    NodeFacts {
        externalIps = List.copyOf(externalIps);
        internalIps = List.copyOf(internalIps);
    }
}
