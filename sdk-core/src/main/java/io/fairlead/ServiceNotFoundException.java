package io.fairlead;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;

/** The cluster answered, and it has no such Service or no such port; or the Service is of a namespace that the discovery may not ask about. */
public final class ServiceNotFoundException extends DiscoveryException {
    private static final long serialVersionUID = 1;

    private final Resolution.NotFound.Reason reason;

    ServiceNotFoundException(ServiceRef service, Resolution.NotFound notFound) {
        super(service, notFound.message());
        reason = notFound.reason();
    }

    /** What is not there, or not allowed. */
    public Resolution.NotFound.Reason reason() {
        return reason;
    }
}
