package io.fairlead;

import java.io.IOException;

/**
 * Thrown by an {@link EndpointCall} that knows that nothing of its request was sent, whatever it was that failed: another endpoint
 * is tried at once, whether or not the call is idempotent. For protocols whose own exceptions do not tell, such as the {@code
 * SocketTimeoutException} of a plain socket, which is the same for connecting and for reading.
 *
 * <p>Its cause says whose fault it was: a connection that was refused, or not made in time, keeps the endpoint from calls for a while.
 */
public final class UnsentException extends IOException {
    private static final long serialVersionUID = 1;

    /** With what failed. */
    public UnsentException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
