package io.fairlead;

import io.fairlead.endpoint.ServiceRef;

/**
 * No endpoint of a Service can be given. The message names the Service, what was seen, and what to do; each state heals by
 * itself once its cause is gone, so the same call may succeed a moment later.
 */
public abstract sealed class DiscoveryException extends RuntimeException
        permits ServiceNotFoundException,
                NoEndpointsException,
                SourceFailedException,
                DiscoveryClosedException,
                CallRefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceRef service;

    DiscoveryException(ServiceRef service, String message) {
        super(message);
        this.service = service;
    }

    /** The Service that was asked for. */
    public ServiceRef service() {
        return service;
    }
}
