package io.fairlead.okhttp;

import io.fairlead.endpoint.Endpoint;
import okhttp3.ConnectionPool;

/**
 * The way to one endpoint of a Service: where its sockets go, and its connections. There is one for each endpoint as long as the
 * endpoint is known.
 */
final class Route {
    private final Destination destination;
    private final ConnectionPool pool;
    private final boolean keepsIdle;
    private volatile boolean retired;

    /**
     * A route that no connection was made on.
     *
     * @param host the Service as the URL names it
     * @param servicePort the port as the URL gives it
     * @param pool for this endpoint alone
     * @param keepsIdle whether connections are kept at all: OkHttp asks the client's pool, not this one, when one becomes idle
     */
    Route(String host, int servicePort, Endpoint endpoint, ConnectionPool pool, boolean keepsIdle) {
        this.destination = new Destination(host, servicePort, endpoint);
        this.pool = pool;
        this.keepsIdle = keepsIdle;
    }

    Destination destination() {
        return destination;
    }

    ConnectionPool pool() {
        return pool;
    }

    /** The endpoint is gone: idle connections end now, those in use with their calls. */
    void retire() {
        retired = true;
        pool.evictAll();
    }

    /** A call gave a connection back. */
    void released() {
        if (retired || !keepsIdle) {
            pool.evictAll();
        }
    }

    @Override
    public String toString() {
        return destination.toString();
    }
}
