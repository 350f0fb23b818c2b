package io.fairlead.benchmarks.peers;

import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Cycle;
import io.smallrye.stork.api.LoadBalancer;
import io.smallrye.stork.api.ServiceInstance;
import io.smallrye.stork.impl.DefaultServiceInstance;
import io.smallrye.stork.impl.RoundRobinLoadBalancer;
import io.smallrye.stork.loadbalancer.requests.LeastRequestsLoadBalancer;
import java.util.List;
import java.util.stream.IntStream;

/** Stork: {@code selectServiceInstance}, then the start and the end of the call where the instance gathers them. */
public final class StorkCycle implements Cycle {
    private final LoadBalancer balancer;
    private final List<ServiceInstance> instances;

    private StorkCycle(LoadBalancer balancer, int endpoints) {
        this.balancer = balancer;
        instances = IntStream.range(0, endpoints)
                .<ServiceInstance>mapToObj(i -> new DefaultServiceInstance(i, Addresses.ip(i), Addresses.PORT, false))
                .toList();
    }

    /** Its default. */
    public static Cycle roundRobin(int endpoints) {
        return new StorkCycle(new RoundRobinLoadBalancer(0), endpoints);
    }

    /** The fewest calls in flight of all. */
    public static Cycle leastRequests(int endpoints) {
        return new StorkCycle(new LeastRequestsLoadBalancer(), endpoints);
    }

    @Override
    public int run() {
        ServiceInstance instance = balancer.selectServiceInstance(instances);
        if (instance.gatherStatistics()) {
            instance.recordStart(true);
            instance.recordReply();
            instance.recordEnd(null);
        }
        return instance.getPort();
    }
}
