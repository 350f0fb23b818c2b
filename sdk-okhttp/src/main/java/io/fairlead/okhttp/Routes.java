package io.fairlead.okhttp;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.internal.Checks;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.ConnectionPool;

/**
 * The routes to the endpoints of one Service. Safe for use by several threads; takes no lock unless an endpoint is met for the
 * first time.
 */
final class Routes {
    // The pod's identity and its addresses: a pod that got the address of another one shares no connection with it.
    private record Key(EndpointKey identity, List<String> addresses, String tlsName) {
        static Key of(Endpoint endpoint) {
            return new Key(endpoint.key(), endpoint.addresses(), endpoint.tlsName());
        }
    }

    private final String host;
    private final int servicePort;
    private final ConnectionConfig connections;
    private final Map<Key, Route> routes = new ConcurrentHashMap<>();
    private final AtomicReference<List<Endpoint>> followed = new AtomicReference<>(List.of());

    Routes(String host, int servicePort, ConnectionConfig connections) {
        this.host = host;
        this.servicePort = servicePort;
        this.connections = connections;
    }

    /** The way to an endpoint, always the same as long as the endpoint is known. */
    Route to(Endpoint endpoint) {
        Key key = Key.of(endpoint);
        Route known = routes.get(key);
        if (known != null) {
            return known;
        }
        Route made = new Route(host, servicePort, endpoint, newPool(), connections.idlePerEndpoint() > 0);
        Route raced = routes.putIfAbsent(key, made);
        return raced == null ? made : raced;
    }

    /** Retires the routes of endpoints that are gone. Costs a comparison of references as long as nothing changes. */
    void follow(List<Endpoint> usable) {
        List<Endpoint> before = followed.get();
        if (before == usable || !followed.compareAndSet(before, usable)) {
            return;
        }
        Set<Key> kept = new HashSet<>();
        usable.forEach(endpoint -> kept.add(Key.of(endpoint)));
        routes.forEach((key, route) -> {
            if (!kept.contains(key) && routes.remove(key, route)) {
                route.retire();
            }
        });
    }

    /** How many endpoints have a route. */
    int size() {
        return routes.size();
    }

    private ConnectionPool newPool() {
        return new ConnectionPool(
                connections.idlePerEndpoint(), Checks.saturatedNanos(connections.keepAlive()), TimeUnit.NANOSECONDS);
    }
}
