package io.fairlead;

import io.fairlead.endpoint.ServiceRef;

/** The discovery was closed. The one state that does not heal. */
public final class DiscoveryClosedException extends DiscoveryException {
    private static final long serialVersionUID = 1;

    DiscoveryClosedException(ServiceRef service, String message) {
        super(service, message);
    }
}
