package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients of one link: the first, and one of HTTP/1.1 alone for answers that are lost over HTTP/2. An API server that does not
 * accept the credentials ends an HTTP/2 connection together with its 401 (GOAWAY), and the JDK's client before 17.0.17 and 24 drops what comes
 * with that (JDK-8335181): revoked credentials would look like an outage.
 *
 * <p>Safe from any thread.
 */
final class ApiClients {
    private final Function<Boolean, HttpClients.Made> maker;
    private final HttpClients.Made first;
    private HttpClients.@Nullable Made http1;
    private boolean closed;

    /**
     * Makes the first.
     *
     * @param maker of a client, told whether it shall speak HTTP/1.1 only
     */
    ApiClients(Function<Boolean, HttpClients.Made> maker) {
        this.maker = maker;
        this.first = maker.apply(false);
    }

    HttpClient first() {
        return first.http();
    }

    /**
     * One that nobody sends away.
     *
     * @throws IllegalStateException if they are closed
     */
    synchronized HttpClient http1() {
        HttpClients.Made known = http1;
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (known == null) {
            known = maker.apply(true);
            http1 = known;
        }
        return known.http();
    }

    synchronized void close() {
        closed = true;
        first.close().run();
        if (http1 != null) {
            http1.close().run();
        }
    }

    /** Whether the API server ended the connection of a request in order, and the client knows no answer. */
    static boolean isSentAway(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            // There is no type for it.
            String message = each.getMessage();
            if (message != null && message.endsWith("GOAWAY received")) {
                return true;
            }
        }
        return false;
    }
}
