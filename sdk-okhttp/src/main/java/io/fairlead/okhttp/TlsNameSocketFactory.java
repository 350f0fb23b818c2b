package io.fairlead.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The client's TLS, told the endpoint's name in place of the Service's. Two are equal if destination and client are the same, since OkHttp
 * uses a connection again only for an equal one.
 */
final class TlsNameSocketFactory extends SSLSocketFactory {
    private final Destination destination;
    private final SSLSocketFactory clients;

    TlsNameSocketFactory(Destination destination, SSLSocketFactory clients) {
        this.destination = destination;
        this.clients = clients;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        String named = destination.answersFor(host) ? destination.tlsName() : host;
        return clients.createSocket(socket, named, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return clients.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return clients.getSupportedCipherSuites();
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

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsNameSocketFactory that
                && destination == that.destination
                && clients.equals(that.clients);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(destination) + clients.hashCode();
    }
}
