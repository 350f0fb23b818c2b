package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The port on 127.0.0.1 and its connections. */
final class Listener {
    private static final int BACKLOG = 256;

    private final ApiServer server;
    private final ExecutorService executor;
    private final int port;

    @GuardedBy("this")
    private final Set<Connection> connections = new HashSet<>();

    @GuardedBy("this")
    private @Nullable ServerSocket socket;

    /** Keeps the port ours while it refuses: bound and not listening. */
    @GuardedBy("this")
    private @Nullable Socket placeholder;

    @GuardedBy("this")
    private boolean silent;

    @GuardedBy("this")
    private long lastId;

    Listener(ApiServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
        ServerSocket first = bound(0);
        port = first.getLocalPort();
        socket = first;
        executor.execute(() -> accept(first));
    }

    int port() {
        return port;
    }

    synchronized int openConnections() {
        return connections.size();
    }

    synchronized void refuse() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
            socket = null;
            placeholder = new Socket();
            placeholder.setReuseAddress(true);
            placeholder.bind(address(port));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be kept", e);
        }
    }

    synchronized void listen() {
        if (socket != null) {
            return;
        }
        closePlaceholder();
        ServerSocket again = bound(port);
        socket = again;
        executor.execute(() -> accept(again));
    }

    /** Shuts or opens the gates of the connections there are; and those of the connections to come. */
    synchronized void silence(boolean present, boolean future) {
        silent = future;
        connections.forEach(connection -> connection.gate().set(present));
    }

    void resetConnections() {
        for (Connection connection : copyOfConnections()) {
            try {
                connection.reset();
            } catch (IOException e) {
                // It was closed meanwhile, which is what was wanted.
                connection.close();
            }
        }
    }

    void close() {
        synchronized (this) {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            socket = null;
            closePlaceholder();
        }
        copyOfConnections().forEach(Connection::close);
    }

    private synchronized List<Connection> copyOfConnections() {
        return List.copyOf(connections);
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                serve(from, from.accept());
            }
        } catch (IOException e) {
            // The port was closed, by refuse or by close: this loop's end.
        }
    }

    private synchronized void serve(ServerSocket from, Socket accepted) throws IOException {
        if (socket != from) {
            accepted.close();
            return;
        }
        Connection connection = new Connection(++lastId, accepted, new Gate(silent), server, executor);
        connections.add(connection);
        executor.execute(() -> {
            try {
                connection.run();
            } finally {
                forget(connection);
            }
        });
    }

    private synchronized void forget(Connection connection) {
        connections.remove(connection);
    }

    @GuardedBy("this")
    private void closePlaceholder() {
        try {
            if (placeholder != null) {
                placeholder.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        placeholder = null;
    }

    private static ServerSocket bound(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address(port), BACKLOG);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be bound", e);
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
