package io.fairlead.benchmarks.calls;

import io.fairlead.ServiceDiscovery;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.StaticResolver;
import java.util.Arrays;
import java.util.Map;

/** What all clients of a protocol call. */
final class Servers {
    static final String LOOPBACK = "127.0.0.1";
    static final int COUNT = 3;

    private Servers() {}

    /** Ours, which knows them. It lasts as long as the process. */
    static ServiceDiscovery discovery(ServiceRef service, int[] ports, Balancer balancer) {
        return ServiceDiscovery.builder()
                .balancer(balancer)
                .source(StaticResolver.of(Map.of(
                        service,
                        Arrays.stream(ports)
                                .mapToObj(port -> Endpoint.of(LOOPBACK, port))
                                .toList())))
                .build();
    }
}
