package io.fairlead.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import javax.net.SocketFactory;

/** Remembers the sockets that it made, which are of the test's choice. */
final class CountingSocketFactory extends SocketFactory {
    private final List<Socket> made = new CopyOnWriteArrayList<>();
    private final IntFunction<Socket> sockets;

    CountingSocketFactory() {
        this(index -> new Socket());
    }

    /** Asks for each socket by its index, from 0 on. */
    CountingSocketFactory(IntFunction<Socket> sockets) {
        this.sockets = sockets;
    }

    List<Socket> made() {
        return made;
    }

    @Override
    public Socket createSocket() {
        Socket socket = sockets.apply(made.size());
        made.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("not used");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException("not used");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("not used");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw new IOException("not used");
    }
}
