package io.fairlead.resolver;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Endpoints that were written down: for tests, for laptops, for what no cluster knows. */
public final class StaticResolver implements Resolver {
    private final Map<ServiceRef, List<Endpoint>> endpoints;

    private StaticResolver(Map<ServiceRef, List<Endpoint>> endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * A resolver of these lists.
     *
     * @param endpoints by the reference exactly as it will be asked for, namespace and port included; a Service that is not
     *     among them is not found, one with an empty list exists and is empty
     */
    public static StaticResolver of(Map<ServiceRef, List<Endpoint>> endpoints) {
        return new StaticResolver(endpoints.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue()))));
    }

    @Override
    public String source() {
        return "static";
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        listener.accept(resolve(service));
        return Subscription.CONSTANT;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private Resolution resolve(ServiceRef service) {
        List<Endpoint> known = endpoints.get(service);
        if (known == null) {
            return new Resolution.NotFound(
                    Resolution.NotFound.Reason.SERVICE,
                    service + " is not in the static list, which has " + names() + ": add it, or ask for one of these");
        }
        return new Resolution.Resolved(EndpointSnapshot.asGiven(service, source(), known));
    }

    private Set<String> names() {
        return endpoints.keySet().stream().map(ServiceRef::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
