package io.fairlead.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.SocketFactory;

/** Makes sockets of the client's own kind that connect where a route says. */
final class RouteSocketFactory extends SocketFactory {
    private final RouteDns names;
    private final SocketFactory clients;
    private final int limitMillis;

    /**
     * Sockets of one attempt.
     *
     * @param limitMillis how long connecting to the endpoint may take, and how long it may be silent during the TLS handshake; 0 for no
     *     limit of ours
     */
    RouteSocketFactory(RouteDns names, SocketFactory clients, int limitMillis) {
        this.names = names;
        this.clients = clients;
        this.limitMillis = limitMillis;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new RouteSocket(clients.createSocket(), this);
    }

    InetSocketAddress target(InetSocketAddress asked) throws UnknownHostException {
        return names.target(asked);
    }

    /** The limit for a socket that OkHttp connects to an address: none where a redirect leads elsewhere. */
    int limitMillis(InetSocketAddress asked) {
        return names.leads(asked) ? limitMillis : 0;
    }

    // OkHttp calls none of these.

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return clients.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return clients.createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return clients.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return clients.createSocket(address, port, localAddress, localPort);
    }
}
