package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** The open connections, and whether new ones are silent. */
final class Connections {
    private final ApiServer server;
    private final ExecutorService executor;

    @GuardedBy("this")
    private final Set<Connection> open = new HashSet<>();

    @GuardedBy("this")
    private boolean silent;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private long lastId;

    Connections(ApiServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    synchronized int count() {
        return open.size();
    }

    synchronized void serve(Socket socket) {
        if (closed) {
            discard(socket);
            return;
        }
        Connection connection = new Connection(++lastId, socket, new Gate(silent), server, executor);
        open.add(connection);
        executor.execute(() -> {
            try {
                connection.run();
            } finally {
                forget(connection);
            }
        });
    }

    /** Shuts or opens the gates of the connections there are; and those of the connections to come. */
    synchronized void silence(boolean present, boolean future) {
        silent = future;
        open.forEach(connection -> connection.gate().set(present));
    }

    void reset() {
        for (Connection connection : all()) {
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
            closed = true;
        }
        all().forEach(Connection::close);
    }

    private synchronized List<Connection> all() {
        return List.copyOf(open);
    }

    private synchronized void forget(Connection connection) {
        open.remove(connection);
    }

    private static void discard(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
