package io.fairlead.benchmarks;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.resolver.Resolver;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A source that says what the benchmark tells it to say, of a ClusterIP Service of one family. */
final class Feed implements Resolver {
    private Consumer<Resolution> listener = resolution -> {};

    void say(List<Endpoint> endpoints) {
        listener.accept(new Resolution.Resolved(new EndpointSnapshot(
                Addresses.SERVICE,
                source(),
                TrafficPolicy.CLUSTER,
                List.of(IpFamily.IPV4),
                endpoints,
                Optional.empty(),
                Optional.empty())));
    }

    @Override
    public String source() {
        return "benchmark";
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> toTell) {
        listener = toTell;
        return Subscription.CONSTANT;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
