package io.fairlead.okhttp;

import io.fairlead.DiscoveryException;
import java.net.UnknownHostException;

/** The host of the URL is a Service's name, and the cluster has no such Service or no such port. The cause tells more. */
public final class UnknownServiceHostException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    UnknownServiceHostException(DiscoveryException cause) {
        super(cause.getMessage());
        initCause(cause);
    }

    UnknownServiceHostException(IllegalArgumentException cause) {
        super(cause.getMessage());
        initCause(cause);
    }
}
