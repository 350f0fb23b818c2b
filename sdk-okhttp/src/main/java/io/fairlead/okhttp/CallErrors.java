package io.fairlead.okhttp;

import io.fairlead.DiscoveryException;
import io.fairlead.ServiceNotFoundException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The exceptions that a caller of OkHttp sees. */
final class CallErrors {
    // Those whose message can be longer and whose type, by which callers decide, stays the same.
    private static final Map<Class<? extends IOException>, Function<String, IOException>> TYPES = Map.ofEntries(
            Map.entry(IOException.class, IOException::new),
            Map.entry(EOFException.class, EOFException::new),
            Map.entry(InterruptedIOException.class, InterruptedIOException::new),
            Map.entry(ConnectException.class, ConnectException::new),
            Map.entry(NoRouteToHostException.class, NoRouteToHostException::new),
            Map.entry(SocketException.class, SocketException::new),
            Map.entry(SocketTimeoutException.class, SocketTimeoutException::new),
            Map.entry(UnknownHostException.class, UnknownHostException::new),
            Map.entry(SSLException.class, SSLException::new),
            Map.entry(SSLHandshakeException.class, SSLHandshakeException::new),
            Map.entry(SSLPeerUnverifiedException.class, SSLPeerUnverifiedException::new));

    private CallErrors() {}

    /** No endpoint can be given. */
    static IOException of(DiscoveryException problem) {
        return problem instanceof ServiceNotFoundException
                ? new UnknownServiceHostException(problem)
                : new ServiceUnavailableException(problem);
    }

    /** The calling thread was interrupted, and stays so. */
    static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted").initCause(e);
    }

    /**
     * The last attempt's exception, which also tells of the call: of the same type with a longer message and the original as its
     * cause, or, where the type allows no message, the original with a suppressed exception.
     */
    static IOException told(IOException e, String attempts) {
        Function<String, IOException> sameType = TYPES.get(e.getClass());
        if (sameType == null) {
            e.addSuppressed(new IOException(attempts));
            return e;
        }
        IOException told = sameType.apply(e.getMessage() + "; " + attempts);
        told.initCause(e);
        return told;
    }
}
