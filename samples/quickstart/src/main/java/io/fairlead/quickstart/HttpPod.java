package io.fairlead.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server. */
final class HttpPod extends Pod {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    HttpPod() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            work();
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    void kill() {
        server.stop(0);
        threads.shutdownNow();
    }
}
