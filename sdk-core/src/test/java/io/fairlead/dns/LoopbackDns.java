package io.fairlead.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.xbill.DNS.Message;

/** A server on this machine, over UDP and TCP at one port: bytes in, bytes out, or no answer. */
final class LoopbackDns implements AutoCloseable {
    /** From a query to the bytes to send; nothing for none. */
    interface Answers extends Function<byte[], Optional<byte[]>> {}

    final AtomicInteger overUdp = new AtomicInteger();
    final AtomicInteger overTcp = new AtomicInteger();
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    LoopbackDns(Answers udpAnswers, Answers tcpAnswers) throws IOException {
        Sockets sockets = Sockets.ofOnePort();
        udp = sockets.udp();
        tcp = sockets.tcp();
        run(() -> serveUdp(udpAnswers));
        run(() -> serveTcp(tcpAnswers));
    }

    /** Two at one port: which one is free for both is found out by trying. */
    private record Sockets(DatagramSocket udp, ServerSocket tcp) {
        private static final int TRIES = 50;

        static Sockets ofOnePort() throws IOException {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            for (int left = TRIES; ; left--) {
                ServerSocket tcp = new ServerSocket(0, 10, loopback);
                try {
                    return new Sockets(new DatagramSocket(tcp.getLocalPort(), loopback), tcp);
                } catch (SocketException e) {
                    tcp.close();
                    if (left == 0) {
                        throw e;
                    }
                }
            }
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
    }

    /** The query of these bytes. */
    static Message query(byte[] bytes) {
        try {
            return new Message(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Loop {
        void run() throws IOException;
    }

    private static void run(Loop loop) {
        Thread thread = new Thread(() -> {
            try {
                loop.run();
            } catch (IOException closed) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serveUdp(Answers answers) throws IOException {
        byte[] buffer = new byte[65_535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            udp.receive(packet);
            overUdp.incrementAndGet();
            Optional<byte[]> answer = answers.apply(Arrays.copyOf(buffer, packet.getLength()));
            if (answer.isPresent()) {
                udp.send(new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
            }
        }
    }

    private void serveTcp(Answers answers) throws IOException {
        while (true) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = in.readNBytes(in.readUnsignedShort());
                overTcp.incrementAndGet();
                Optional<byte[]> answer = answers.apply(query);
                if (answer.isPresent()) {
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                    out.writeShort(answer.get().length);
                    out.write(answer.get());
                    out.flush();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
