package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** Real packets: answers that are cut, that are no DNS at all, that never come. */
class DnsOverNetworkTest {
    private static final String OWN = "orders.shop.svc.cluster.local.";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PODS = 300;

    private final FakeDns zone = new FakeDns();
    private final Scheduler scheduler = Scheduler.daemonThread("test-discovery");
    private final List<Resolution> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        scheduler.close();
    }

    @Test
    void anAnswerThatIsCutIsFetchedOverTcp() throws IOException {
        zone.zone(IntStream.range(0, PODS)
                .boxed()
                .flatMap(i -> Stream.of(
                        OWN + " 5 IN SRV 0 50 8080 pod-" + i + "." + OWN,
                        "pod-" + i + "." + OWN + " 5 IN A 10.0." + i / 200 + "." + i % 200))
                .toArray(String[]::new));
        try (LoopbackDns server = new LoopbackDns(this::cut, this::whole)) {
            follow(server.address());

            await().atMost(SOON).until(() -> !heard.isEmpty());

            assertThat(heard.get(0)).isInstanceOf(Resolution.Resolved.class);
            assertThat(((Resolution.Resolved) heard.get(0)).snapshot().endpoints())
                    .hasSize(PODS);
            assertThat(server.overTcp.get()).isPositive();
        }
    }

    @Test
    void aServerThatSendsNoiseIsOutOfReach() throws IOException {
        Random noise = new Random(7);
        LoopbackDns.Answers noisy = query -> {
            byte[] bytes = new byte[noise.nextInt(600)];
            noise.nextBytes(bytes);
            if (bytes.length > 2) {
                System.arraycopy(query, 0, bytes, 0, 2); // its id, or it would not even be looked at
            }
            return Optional.of(bytes);
        };
        try (LoopbackDns server = new LoopbackDns(noisy, noisy)) {
            follow(server.address());

            await().atMost(SOON).until(() -> !heard.isEmpty());

            assertThat(heard.get(0)).isInstanceOf(Resolution.Failed.class);
            assertThat(((Resolution.Failed) heard.get(0)).kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void aPortWhereNobodyListensIsOutOfReach() throws IOException {
        InetSocketAddress nobody;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }

        follow(nobody);
        await().atMost(SOON).until(() -> !heard.isEmpty());

        assertThat(((Resolution.Failed) heard.get(0)).message()).contains("nobody listens there");
    }

    private Optional<byte[]> whole(byte[] query) {
        return Optional.of(zone.fromZone(LoopbackDns.query(query))
                .toCompletableFuture()
                .join()
                .toWire(65_535));
    }

    private Optional<byte[]> cut(byte[] query) {
        Message answer = FakeDns.answerTo(LoopbackDns.query(query));
        answer.getHeader().setFlag(Flags.TC);
        return Optional.of(answer.toWire());
    }

    private void follow(InetSocketAddress server) {
        DnsOptions options = DnsOptions.builder()
                .servers(List.of(server))
                .queryTimeout(Duration.ofMillis(500))
                .build();
        var unused = DnsResolver.create(options, scheduler, Ticker.system(), new Random(1))
                .subscribe(ServiceRef.parse("orders.shop:8080"), heard::add);
    }
}
