package io.fairlead.benchmarks;

import io.fairlead.EndpointGroup;
import io.fairlead.EndpointPicker;
import io.fairlead.Pick;
import io.fairlead.ServiceDiscovery;
import io.fairlead.balancer.Balancer;
import io.fairlead.balancer.PickContext;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Outcome;
import io.fairlead.resolver.StaticResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ours, through the public API. A discovery lasts as long as the process, which a fork of a benchmark ends. */
final class FairleadCycle {
    private FairleadCycle() {}

    static Cycle ofDefaultPolicy(int endpoints) {
        return picking(ready(ServiceDiscovery.builder()
                .source(StaticResolver.of(Map.of(Addresses.SERVICE, list(endpoints))))
                .build()));
    }

    static Cycle of(Balancer balancer, int endpoints) {
        return picking(group(balancer, endpoints));
    }

    static Cycle choosing(Balancer balancer, int endpoints) {
        EndpointPicker picker = group(balancer, endpoints).picker();
        return () -> picker.choose(PickContext.NONE);
    }

    static Cycle hashing(int endpoints) {
        EndpointPicker picker = group(Balancer.consistentHash(), endpoints).picker();
        PickContext keyed = new PickContext() {
            @Override
            public boolean hasTried(Endpoint endpoint) {
                return false;
            }

            @Override
            public String key() {
                return "order-4711";
            }
        };
        return () -> picker.choose(keyed);
    }

    /** A pick and its completion. */
    static Cycle picking(EndpointGroup group) {
        return () -> {
            Pick pick = group.pick();
            pick.complete(Outcome.SUCCESS);
            return pick.endpoint().port();
        };
    }

    private static EndpointGroup group(Balancer balancer, int endpoints) {
        return ready(ServiceDiscovery.builder()
                .source(StaticResolver.of(Map.of(Addresses.SERVICE, list(endpoints))))
                .balancer(balancer)
                .build());
    }

    private static EndpointGroup ready(ServiceDiscovery discovery) {
        EndpointGroup group = discovery.group(Addresses.SERVICE);
        try {
            group.awaitReady(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a static list became known", e);
        }
        return group;
    }

    private static List<Endpoint> list(int endpoints) {
        return IntStream.range(0, endpoints)
                .mapToObj(i -> Endpoint.of(Addresses.ip(i), Addresses.PORT))
                .toList();
    }
}
