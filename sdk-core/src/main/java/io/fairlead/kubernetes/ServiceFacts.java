package io.fairlead.kubernetes;

import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Protocol;
import io.fairlead.endpoint.TrafficPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a Service.
 *
 * @param id namespace, name and version
 * @param policy which endpoints it uses
 * @param families its IP families, the primary one first
 * @param clusterIps its virtual addresses, the primary one first; empty if it has none
 * @param externalName the name it stands for, empty unless it is of type ExternalName
 * @param ports its ports
 * @param sessionAffinity how long a client without calls keeps its endpoint, if it keeps one at all
 * @param weights what it says about the weights of its endpoints
 * @param external how it is reached from outside
 */
record ServiceFacts(
        ObjectId id,
        TrafficPolicy policy,
        List<IpFamily> families,
        List<String> clusterIps,
        String externalName,
        List<Port> ports,
        Optional<Duration> sessionAffinity,
        Weights weights,
        External external)
        implements ApiObject {

    ServiceFacts {
        families = List.copyOf(families);
        clusterIps = List.copyOf(clusterIps);
        ports = List.copyOf(ports);
    }

    /** Its primary virtual address, empty if it has none. */
    String clusterIp() {
        return clusterIps.isEmpty() ? "" : clusterIps.get(0);
    }

    /**
     * A port of the Service.
     *
     * @param name may be empty if it is the only one
     * @param number the Service's own
     * @param nodePort its number at every node, 0 if it has none
     */
    record Port(String name, Protocol protocol, int number, int nodePort) {
        /** As people write it: {@code http (8080)}, {@code dns (53/UDP)}. */
        @Override
        public String toString() {
            String written = protocol == Protocol.TCP ? Integer.toString(number) : number + "/" + protocol;
            return name.isEmpty() ? written : name + " (" + written + ")";
        }
    }
}
