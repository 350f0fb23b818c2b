package io.fairlead;

import io.fairlead.endpoint.ServiceRef;

/**
 * The Service's circuit breaker or bulkhead lets no call begin now; nothing was sent. Both are off unless a user turned them on:
 * {@link ServiceDiscoveryBuilder#circuitBreaker}, {@link ServiceDiscoveryBuilder#bulkhead}.
 */
public final class CallRefusedException extends DiscoveryException {
    private static final long serialVersionUID = 1;

    CallRefusedException(ServiceRef service, String message) {
        super(service, service + ": " + message);
    }
}
