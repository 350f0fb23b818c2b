package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is reached where, and with whose patience. */
class DestinationTest {
    private static final String URL = "http://orders.shop/";
    private static final Dns NOBODY = host -> {
        throw new UnknownHostException(host);
    };

    private final Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void anEndpointWithANameIsReachedOnItsOwnPort() throws IOException {
        MockWebServer pod = pods.start();
        for (String name : List.of("localhost", "orders-0", "10.0.0.256", "1.2.3")) {
            pods.publish(List.of(Endpoint.of(name, pod.getPort())));
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .dns(host -> {
                        assertThat(host).isEqualTo(name);
                        return List.of(InetAddress.getLoopbackAddress());
                    })
                    .build();

            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo(String.valueOf(pod.getPort()));
            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo(String.valueOf(pod.getPort()));
        }
    }

    @Test
    void addressesAreLookedUpByNobody() throws IOException {
        for (String address : List.of("10.0.0.1", "0.0.0.0", "255.255.255.255", "fd00::1")) {
            Destination destination = new Destination("orders.shop", 80, Endpoint.of(address, 8080));

            List<InetAddress> given = destination.addresses(NOBODY);

            assertThat(given).containsExactly(InetAddress.getByName(address));
            assertThat(given.get(0).getHostName()).isEqualTo("orders.shop");
        }
    }

    @Test
    void aRedirectToAnotherHostHasTheClientsOwnPatience() throws IOException {
        try (MockWebServer outside = new MockWebServer()) {
            outside.start(InetAddress.getLoopbackAddress(), 0);
            outside.enqueue(Pods.text("outside"));
            pods.start(request -> new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", "http://elsewhere.example.com:" + outside.getPort() + "/")
                    .build());
            List<List<Integer>> timeouts = new CopyOnWriteArrayList<>();
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .connectTimeout(Duration.ofSeconds(7))
                    .readTimeout(Duration.ofSeconds(9))
                    .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                    .socketFactory(new CountingSocketFactory(index -> new Watched(timeouts)))
                    .build();

            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("outside");

            assertThat(timeouts).containsExactly(List.of(1000, 1000), List.of(7000, 9000));
        }
    }

    @Test
    void withoutIdleConnectionsNoneIsKept() throws IOException {
        pods.start();
        CountingSocketFactory sockets = new CountingSocketFactory();
        OkHttpClient client = Pods.client(FairleadInterceptor.builder(pods.discovery)
                        .idleConnectionsPerEndpoint(0)
                        .build())
                .newBuilder()
                .socketFactory(sockets)
                .build();

        Pods.body(client.newCall(Pods.get(URL)));
        Pods.body(client.newCall(Pods.get(URL)));

        assertThat(sockets.made()).hasSize(2).allMatch(Socket::isClosed);
    }

    private static final class Watched extends Socket {
        private final List<List<Integer>> timeouts;

        Watched(List<List<Integer>> timeouts) {
            this.timeouts = timeouts;
        }

        @Override
        public void connect(SocketAddress address, int timeoutMillis) throws IOException {
            timeouts.add(List.of(timeoutMillis, getSoTimeout()));
            super.connect(address, timeoutMillis);
        }
    }
}
