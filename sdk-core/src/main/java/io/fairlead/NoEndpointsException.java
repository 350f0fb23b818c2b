package io.fairlead;

import io.fairlead.endpoint.ServiceRef;

/** The Service is there, and none of its endpoints may be used now. */
public final class NoEndpointsException extends DiscoveryException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    NoEndpointsException(ServiceRef service, Reason reason, String message) {
        super(service, message);
        this.reason = reason;
    }

    /** Why there is none. */
    public Reason reason() {
        return reason;
    }

    /** Why no endpoint may be used. */
    public enum Reason {
        /** The Service has no endpoints at all: scaled to zero, or its selector matches no pod. */
        EMPTY,
        /** It has endpoints, and none of them is ready, or still serving. */
        NONE_READY,
        /** {@code internalTrafficPolicy: Local}, and this node has none, or this process does not know its node. */
        NONE_ON_THIS_NODE,
        /** No source has answered yet. */
        NOT_READY_IN_TIME
    }
}
