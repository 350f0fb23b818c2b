package io.fairlead.benchmarks.calls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.IntStream;

/** The least HTTP/1.1 servers that a client can call: all that is allocated in a call is the client's. */
final class HttpServers {
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(US_ASCII);
    private static final int END_OF_REQUEST = 0x0D0A0D0A;
    private static final int BUFFER = 8192;

    private HttpServers() {}

    /** Starts them; their ports. */
    static int[] start() {
        return IntStream.range(0, Servers.COUNT).map(i -> startOne()).toArray();
    }

    private static int startOne() {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            daemon(() -> accept(server));
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void accept(ServerSocket server) {
        while (true) {
            try {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    // Requests have no body, and the next one comes after the answer.
    private static void serve(Socket connection) {
        try (connection) {
            InputStream requests = connection.getInputStream();
            OutputStream answers = connection.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            int last = 0;
            for (int read = requests.read(buffer); read >= 0; read = requests.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    last = last << Byte.SIZE | buffer[i];
                }
                if (last == END_OF_REQUEST) {
                    answers.write(ANSWER);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "benchmark-server");
        thread.setDaemon(true);
        thread.start();
    }
}
