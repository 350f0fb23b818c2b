package io.fairlead.benchmarks.peers;

import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Cycle;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** Spring Cloud LoadBalancer: {@code choose}, blocked for as its blocking client does. Nothing is counted, so nothing is ended. */
public final class SpringCycle implements Cycle {
    private final RoundRobinLoadBalancer balancer;

    /** Of that many endpoints, in a list that is already there. */
    public SpringCycle(int endpoints) {
        List<ServiceInstance> instances = IntStream.range(0, endpoints)
                .<ServiceInstance>mapToObj(i ->
                        new DefaultServiceInstance("orders-" + i, "orders", Addresses.ip(i), Addresses.PORT, false))
                .toList();
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("instances", new KnownInstances(Flux.just(instances)));
        balancer = new RoundRobinLoadBalancer(beans.getBeanProvider(ServiceInstanceListSupplier.class), "orders");
    }

    @Override
    public int run() {
        ServiceInstance chosen =
                Objects.requireNonNull(balancer.choose().block()).getServer();
        return Objects.requireNonNull(chosen).getPort();
    }

    private record KnownInstances(Flux<List<ServiceInstance>> instances) implements ServiceInstanceListSupplier {
        @Override
        public String getServiceId() {
            return "orders";
        }

        @Override
        public Flux<List<ServiceInstance>> get() {
            return instances;
        }
    }
}
