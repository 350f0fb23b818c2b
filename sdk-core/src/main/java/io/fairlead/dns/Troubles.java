package io.fairlead.dns;

import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.WireParseException;

/** Puts into words why a server gave no answer. */
final class Troubles {
    private Troubles() {}

    static String words(@Nullable Throwable failure, Duration timeout) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return "no answer within " + timeout.toMillis() + " ms";
        }
        if (cause instanceof PortUnreachableException) {
            return "nobody listens there";
        }
        if (cause instanceof WireParseException) {
            return "an answer that cannot be read";
        }
        return cause == null ? "no answer" : cause.toString();
    }
}
