package io.fairlead.kubernetes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.testkit.EmbeddedKubernetes;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * The embedded API server behind TLS: over HTTP/1.1 it is itself; HTTP/2 is offered once nobody's credentials are accepted, and then
 * answered as kube-apiserver does: GOAWAY with no error, and 401.
 */
final class TlsFront implements AutoCloseable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM_AND_HEADERS = 5;
    // The name :status by its index, and its value.
    private static final byte[] UNAUTHORIZED = {0x08, 3, '4', '0', '1'};

    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sentAway = new AtomicInteger();
    private final URI server;
    private final SSLServerSocket socket;
    private volatile boolean refuses;

    TlsFront(EmbeddedKubernetes api) {
        server = URI.create(api.url());
        try {
            socket = (SSLServerSocket) new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .build()
                    .sslContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.add(socket);
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    String authority() {
        return certificate.certificatePem();
    }

    void refuse(boolean whether) {
        refuses = whether;
    }

    /** Ends every connection, as an API server does that stops. */
    void endConnections() {
        open.stream().filter(each -> each != socket).forEach(TlsFront::close);
    }

    /** How many requests got their 401 with a GOAWAY. */
    int sentAway() {
        return sentAway.get();
    }

    @Override
    public void close() {
        open.forEach(TlsFront::close);
    }

    private void accept() throws IOException {
        while (true) {
            SSLSocket client = (SSLSocket) socket.accept();
            SSLParameters parameters = client.getSSLParameters();
            parameters.setApplicationProtocols(refuses ? new String[] {"h2", "http/1.1"} : new String[] {"http/1.1"});
            client.setSSLParameters(parameters);
            open.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(SSLSocket client) throws IOException {
        client.startHandshake();
        if (client.getApplicationProtocol().equals("h2")) {
            sendAway(client);
            return;
        }
        Socket behind = new Socket(server.getHost(), server.getPort());
        open.add(behind);
        start(() -> pass(client, behind));
        pass(behind, client);
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            byte[] bytes = new byte[8192];
            for (int read = input.read(bytes); read >= 0; read = input.read(bytes)) {
                to.getOutputStream().write(bytes, 0, read);
                to.getOutputStream().flush();
            }
        }
    }

    private void sendAway(SSLSocket client) throws IOException {
        DataInputStream input = new DataInputStream(client.getInputStream());
        DataOutputStream output = new DataOutputStream(client.getOutputStream());
        input.readFully(new byte[PREFACE.getBytes(US_ASCII).length]);
        frame(output, SETTINGS, 0, 0, new byte[0]);
        while (true) {
            int lengthAndType = input.readInt();
            int flags = input.readUnsignedByte();
            int stream = input.readInt();
            input.readFully(new byte[lengthAndType >>> 8]);
            int type = lengthAndType & 0xFF;
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(output, SETTINGS, ACK, 0, new byte[0]);
            } else if (type == HEADERS) {
                sentAway.incrementAndGet();
                frame(output, GOAWAY, 0, 0, new byte[] {0, 0, 0, (byte) stream, 0, 0, 0, 0});
                frame(output, HEADERS, END_STREAM_AND_HEADERS, stream, UNAUTHORIZED);
            }
        }
    }

    private static void frame(DataOutputStream output, int type, int flags, int stream, byte[] payload)
            throws IOException {
        output.writeInt(payload.length << 8 | type);
        output.writeByte(flags);
        output.writeInt(stream);
        output.write(payload);
        output.flush();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One of both has closed it: that is how all of them end.
                    }
                },
                "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable each) {
        try {
            each.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
