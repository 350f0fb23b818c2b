package io.fairlead.kubernetes;

import io.fairlead.endpoint.Protocol;
import java.util.List;

/**
 * How a Service is reached from outside of the cluster.
 *
 * @param type the Service's type, such as {@code NodePort}; empty where it says none
 * @param local whether nodes take calls for pods of their own only ({@code externalTrafficPolicy: Local})
 * @param ingress where its load balancer takes calls; empty if it has none yet
 */
record External(String type, boolean local, List<Ingress> ingress) {
    External {
        ingress = List.copyOf(ingress);
    }

    /**
     * An entry of {@code status.loadBalancer.ingress}.
     *
     * @param address an IP address or a DNS name, as written
     * @param errors what is wrong with single ports of it
     */
    record Ingress(String address, List<PortError> errors) {
        Ingress {
            errors = List.copyOf(errors);
        }
    }

    /** What keeps a load balancer from serving a port of the Service. */
    record PortError(int port, Protocol protocol, String error) {}
}
