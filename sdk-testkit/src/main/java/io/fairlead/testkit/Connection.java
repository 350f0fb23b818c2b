package io.fairlead.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * One client's TCP connection. Its thread reads and answers; while a watch is open, a second thread writes, and the first
 * waits for what the client sends next: its end, by which the watch ends, or a request after the watch.
 */
final class Connection implements Runnable {
    private static final String CHUNKED_HEAD =
            "HTTP/1.1 200 \r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final long id;
    private final Socket socket;
    private final Gate gate;
    private final ApiServer server;
    private final ExecutorService executor;

    Connection(long id, Socket socket, Gate gate, ApiServer server, ExecutorService executor) {
        this.id = id;
        this.socket = socket;
        this.gate = gate;
        this.server = server;
        this.executor = executor;
    }

    Gate gate() {
        return gate;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            serve(new PushbackInputStream(new BufferedInputStream(socket.getInputStream())));
        } catch (IOException | RejectedExecutionException e) {
            // The client or a test ended the connection: nothing is left to be told, and nobody to tell it to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gate.demolish();
        }
    }

    void close() {
        gate.demolish();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection by a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    void startChunks() throws IOException, InterruptedException {
        write(CHUNKED_HEAD.getBytes(StandardCharsets.ISO_8859_1));
    }

    void chunk(String text) throws IOException, InterruptedException {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        write((Integer.toHexString(length) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void endChunks() throws IOException, InterruptedException {
        write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private void serve(PushbackInputStream in) throws IOException, InterruptedException {
        while (true) {
            Optional<HttpRequest> request = HttpRequest.read(in);
            if (request.isEmpty()) {
                return;
            }
            gate.pass();
            Reply reply = server.answer(request.get(), id);
            if (reply instanceof Reply.Whole whole) {
                write(whole.bytes());
            } else if (reply instanceof WatchStream stream) {
                serve(stream, in);
            }
        }
    }

    private void serve(WatchStream stream, PushbackInputStream in) throws IOException, InterruptedException {
        try {
            Future<?> writer = executor.submit(() -> write(stream));
            int next = in.read();
            if (next < 0) {
                stream.end();
                close();
            } else {
                in.unread(next);
            }
            writer.get();
        } catch (ExecutionException e) {
            throw new IOException("the watch could not be written", e);
        } finally {
            server.closed(stream);
            stream.end();
        }
    }

    private Object write(WatchStream stream) throws IOException, InterruptedException {
        try {
            stream.writeTo(this, () -> server.closed(stream));
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            server.closed(stream);
        }
        return stream;
    }

    private void write(byte[] bytes) throws IOException, InterruptedException {
        gate.pass();
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }
}
