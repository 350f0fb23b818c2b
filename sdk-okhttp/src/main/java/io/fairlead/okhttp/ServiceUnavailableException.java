package io.fairlead.okhttp;

import io.fairlead.DiscoveryException;
import java.io.IOException;

/**
 * No endpoint of the Service can be given: it is empty, none of them is ready, or no source could tell. Nothing was sent: a call that had
 * attempts before fails with the last of them. The same
 * call may succeed a moment later; the cause, a {@link DiscoveryException}, tells more.
 */
public final class ServiceUnavailableException extends IOException {
    private static final long serialVersionUID = 1;

    ServiceUnavailableException(DiscoveryException cause) {
        super(cause.getMessage(), cause);
    }
}
