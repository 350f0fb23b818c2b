package io.fairlead.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.SocketFactory;
import okhttp3.Dns;

/** Makes sockets of the client's own kind that connect where a route says. */
final class RouteSocketFactory extends SocketFactory {
    private final Route route;
    private final Dns clientsDns;
    private final SocketFactory clients;
    private final int handshakeTimeoutMillis;

    /**
     * Sockets of one route.
     *
     * @param handshakeTimeoutMillis how long the peer may be silent during the TLS handshake; 0 for no limit of ours
     */
    RouteSocketFactory(Route route, Dns clientsDns, SocketFactory clients, int handshakeTimeoutMillis) {
        this.route = route;
        this.clientsDns = clientsDns;
        this.clients = clients;
        this.handshakeTimeoutMillis = handshakeTimeoutMillis;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new RouteSocket(clients.createSocket(), this);
    }

    InetSocketAddress target(InetSocketAddress asked) throws UnknownHostException {
        return route.target(asked, clientsDns);
    }

    int handshakeTimeoutMillis() {
        return handshakeTimeoutMillis;
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
