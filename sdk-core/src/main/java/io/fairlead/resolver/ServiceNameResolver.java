package io.fairlead.resolver;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.util.List;
import java.util.function.Consumer;

/**
 * The Service's own DNS name as its only endpoint: what a caller without discovery would use, and so the end of a chain.
 * Looks nothing up; whoever connects does. A port name cannot be turned into a number here.
 */
final class ServiceNameResolver implements Resolver {
    static final String SOURCE = "service-name";

    @Override
    public String source() {
        return SOURCE;
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
        if (service.port() instanceof PortRef.Numbered port) {
            Endpoint name = Endpoint.of(service.dnsName(), port.number());
            return new Resolution.Resolved(EndpointSnapshot.asGiven(service, source(), List.of(name)));
        }
        return Resolution.Failed.of(
                Resolution.Failed.Kind.ABSENT,
                service + " cannot be called by its DNS name, because only its port number would say where: "
                        + "give the Service's port as a number, such as " + service.withPort(PortRef.tcp(8080)));
    }
}
