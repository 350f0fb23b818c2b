package io.fairlead.okhttp;

import io.fairlead.endpoint.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.ConnectionPool;
import okhttp3.Dns;

/**
 * The way to one endpoint of a Service: where its sockets go, and its connections. There is one for each endpoint as long as the
 * endpoint is known, and its identity keeps the connections of one endpoint apart from those of another.
 */
final class Route {
    private final String host;
    private final int servicePort;
    private final Endpoint endpoint;
    private final List<InetAddress> addresses;
    private final ConnectionPool pool;
    private volatile boolean retired;

    /**
     * A route that no connection was made on.
     *
     * @param host the Service as the URL names it
     * @param servicePort the port as the URL gives it
     * @param pool for this endpoint alone
     * @throws UnknownHostException if an address of the endpoint is none
     */
    Route(String host, int servicePort, Endpoint endpoint, ConnectionPool pool) throws UnknownHostException {
        this.host = host;
        this.servicePort = servicePort;
        this.endpoint = endpoint;
        this.pool = pool;
        this.addresses = isName(endpoint.address()) ? List.of() : named(host, endpoint.addresses());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ConnectionPool pool() {
        return pool;
    }

    boolean answersFor(String hostname) {
        return host.equals(hostname);
    }

    /** The addresses to give for the Service's name: the endpoint's, or what the client's Dns knows of the name to call in its place. */
    List<InetAddress> addresses(Dns clients) throws UnknownHostException {
        return addresses.isEmpty() ? clients.lookup(endpoint.address()) : addresses;
    }

    /**
     * Where a socket goes that OkHttp connects to an address: to the endpoint's port, if the address came from this route and the
     * port is the Service's; to the Service itself, if it is another port of it; else where OkHttp says.
     */
    InetSocketAddress target(InetSocketAddress asked, Dns clients) throws UnknownHostException {
        if (!isOurs(asked.getAddress())) {
            return asked;
        }
        return asked.getPort() == servicePort
                ? new InetSocketAddress(asked.getAddress(), endpoint.port())
                : new InetSocketAddress(clients.lookup(host).get(0), asked.getPort());
    }

    /** The endpoint is gone: idle connections end now, those in use with their calls. */
    void retire() {
        retired = true;
        pool.evictAll();
    }

    /** A call gave a connection back. */
    void released() {
        if (retired) {
            pool.evictAll();
        }
    }

    // By identity: another host may well have the same address.
    @SuppressWarnings("ReferenceEquality")
    private boolean isOurs(InetAddress address) {
        for (InetAddress own : addresses) {
            if (own == address) {
                return true;
            }
        }
        return false;
    }

    // The end of a chain of sources is the Service's DNS name, which never ends with a digit as IPv4 addresses do.
    private static boolean isName(String address) {
        return address.indexOf(':') < 0 && !Character.isDigit(address.charAt(address.length() - 1));
    }

    // With the Service's name in them, so that nothing asks for the name behind the address, and errors show both.
    private static List<InetAddress> named(String host, List<String> literals) throws UnknownHostException {
        List<InetAddress> named = new ArrayList<>(literals.size());
        for (String literal : literals) {
            named.add(InetAddress.getByAddress(
                    host, InetAddress.getByName(literal).getAddress()));
        }
        return List.copyOf(named);
    }

    @Override
    public String toString() {
        return host + " at " + endpoint.hostPort();
    }
}
