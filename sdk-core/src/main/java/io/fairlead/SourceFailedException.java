package io.fairlead;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;

/** Every source failed: permission denied, no configuration, API server out of reach; and no earlier answer is there. */
public final class SourceFailedException extends DiscoveryException {
    private static final long serialVersionUID = 1;

    private final Resolution.Failed.Kind kind;

    SourceFailedException(ServiceRef service, Resolution.Failed failed) {
        super(service, failed.message());
        kind = failed.kind();
        failed.cause().ifPresent(this::initCause);
    }

    /** How the source failed. */
    public Resolution.Failed.Kind kind() {
        return kind;
    }
}
