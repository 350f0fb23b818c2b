package io.fairlead.okhttp;

import io.fairlead.internal.Checks;
import java.time.Duration;

/**
 * The connections to one endpoint.
 *
 * @param connectTimeout how long connecting to a pod may take, and how long the pod may be silent during the TLS handshake: greater
 *     than zero, at most 24 days, default 1 s. A client's own shorter connect timeout holds
 * @param idlePerEndpoint how many connections to one endpoint are kept while no call uses them: 0 or more, default 32
 * @param keepAlive how long an idle connection is kept: greater than zero, default 5 min, which is OkHttp's
 */
record ConnectionConfig(Duration connectTimeout, int idlePerEndpoint, Duration keepAlive) {
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    ConnectionConfig {
        checkMillis(connectTimeout, "connectTimeout");
        Checks.check(idlePerEndpoint >= 0, "idlePerEndpoint", idlePerEndpoint, ">= 0");
        Checks.positiveNanos(keepAlive, "keepAlive");
    }

    static ConnectionConfig defaults() {
        return new ConnectionConfig(Duration.ofSeconds(1), 32, Duration.ofMinutes(5));
    }

    int connectTimeoutMillis() {
        return (int) connectTimeout.toMillis();
    }

    /** The shorter of two timeouts, of which zero is none. */
    static int shorter(int clientsMillis, int limitMillis) {
        if (clientsMillis == 0 || limitMillis == 0) {
            return Math.max(clientsMillis, limitMillis);
        }
        return Math.min(clientsMillis, limitMillis);
    }

    /** Fails unless OkHttp can count the duration in its whole milliseconds. */
    static void checkMillis(Duration value, String name) {
        Checks.check(value.compareTo(LONGEST) <= 0 && value.toMillis() >= 1, name, value, "1 ms to " + LONGEST);
    }
}
