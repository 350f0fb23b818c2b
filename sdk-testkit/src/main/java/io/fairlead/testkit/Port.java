package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** One port of 127.0.0.1, which accepts or refuses. While it refuses it is bound, not listening, and so stays ours. */
final class Port {
    private static final int BACKLOG = 256;

    private final ExecutorService executor;
    private final Consumer<Socket> accepted;
    private final int number;

    @GuardedBy("this")
    private boolean listening = true;

    /** Ends the present state: listening, or keeping the port. */
    @GuardedBy("this")
    private AutoCloseable state;

    Port(ExecutorService executor, Consumer<Socket> accepted) {
        this.executor = executor;
        this.accepted = accepted;
        ServerSocket first = bound(0);
        number = first.getLocalPort();
        state = acceptFrom(first);
    }

    int number() {
        return number;
    }

    synchronized void refuse() {
        if (listening) {
            close();
            state = kept();
            listening = false;
        }
    }

    synchronized void listen() {
        if (!listening) {
            close();
            state = acceptFrom(bound(number));
            listening = true;
        }
    }

    synchronized void close() {
        try {
            state.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("port " + number + " cannot be closed", e);
        }
    }

    private AutoCloseable acceptFrom(ServerSocket socket) {
        CountDownLatch ended = new CountDownLatch(1);
        executor.execute(() -> {
            try {
                while (true) {
                    accepted.accept(socket.accept());
                }
            } catch (IOException e) {
                // The socket was closed, by refuse or by close: this loop's end.
            } finally {
                ended.countDown();
            }
        });
        return () -> {
            socket.close();
            // The kernel lets go of the port only once nobody waits for connections any more.
            ended.await();
        };
    }

    private Socket kept() {
        try {
            Socket placeholder = new Socket();
            placeholder.setReuseAddress(true);
            placeholder.bind(address(number));
            return placeholder;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + number + " of 127.0.0.1 cannot be kept", e);
        }
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
