package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where calls go, and what the servers and the client see of it. */
class RouteTest {
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void callsGoToAllPods() throws IOException {
        pods.start();
        pods.start();
        pods.start();
        OkHttpClient client = pods.client();

        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            answered.add(Pods.body(client.newCall(Pods.get("http://orders.shop/"))));
        }

        assertThat(answered).hasSize(3);
        assertThat(pods.servers)
                .allSatisfy(server -> assertThat(server.getRequestCount()).isEqualTo(2));
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void thePodSeesTheServiceAsHost() throws Exception {
        MockWebServer pod = pods.start();

        try (Response response =
                pods.client().newCall(Pods.get("http://orders.shop/path?q=1")).execute()) {
            assertThat(response.request().url()).hasToString("http://orders.shop/path?q=1");
        }

        RecordedRequest seen = pod.takeRequest();
        assertThat(seen.getHeaders().get("Host")).isEqualTo("orders.shop");
        assertThat(seen.getTarget()).isEqualTo("/path?q=1");
    }

    @Test
    void everyFormOfTheServicesNameIsUnderstood() throws IOException {
        MockWebServer pod = pods.start();
        OkHttpClient client = pods.client();

        for (String host : List.of("orders", "orders.shop", "orders.shop.svc", "orders.shop.svc.cluster.local")) {
            assertThat(Pods.body(client.newCall(Pods.get("http://" + host + "/"))))
                    .isEqualTo(String.valueOf(pod.getPort()));
        }
    }

    @Test
    void httpsKeepsNameChecksAndServerName() throws Exception {
        pods.close();
        pods = new Pods(ServiceRef.parse("orders.shop:443"), Pods.inTurn());
        pods.startHttps(certificateFor("orders.shop").sslSocketFactory());
        pods.startHttps(certificateFor("orders.shop").sslSocketFactory());
        OkHttpClient client = trusting(pods.interceptor());

        for (int i = 0; i < 4; i++) {
            try (Response response =
                    client.newCall(Pods.get("https://orders.shop/")).execute()) {
                assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
            }
        }

        for (MockWebServer pod : pods.servers) {
            RecordedRequest first = pod.takeRequest();
            assertThat(first.getHandshakeServerNames()).containsExactly("orders.shop");
            assertThat(first.getUrl().host()).isEqualTo("orders.shop");
            assertThat(pod.takeRequest().getConnectionIndex()).isEqualTo(first.getConnectionIndex());
        }
    }

    @Test
    void anEndpointWithANameOfItsOwnProvesThatNameAndSeesTheServiceAsHost() throws Exception {
        pods.close();
        pods = new Pods(ServiceRef.parse("orders.shop:443"), Pods.inTurn());
        MockWebServer target = pods.startHttps(certificateFor("db.example.com").sslSocketFactory());
        pods.publish(List.of(Endpoint.builder("127.0.0.1", target.getPort())
                .tlsName("db.example.com")
                .build()));
        OkHttpClient client = trusting(pods.interceptor());

        for (int i = 0; i < 2; i++) {
            assertThat(Pods.body(client.newCall(Pods.get("https://orders.shop/"))))
                    .isEqualTo(String.valueOf(target.getPort()));
        }

        RecordedRequest first = target.takeRequest();
        assertThat(first.getHandshakeServerNames()).containsExactly("db.example.com");
        assertThat(first.getUrl().host()).isEqualTo("orders.shop");
        assertThat(target.takeRequest().getConnectionIndex()).isEqualTo(first.getConnectionIndex());
    }

    @Test
    void anEndpointWithANameOfItsOwnCannotProveTheServices() {
        pods.close();
        pods = new Pods(ServiceRef.parse("orders.shop:443"), Pods.inTurn());
        MockWebServer target = pods.startHttps(certificateFor("orders.shop").sslSocketFactory());
        pods.publish(List.of(Endpoint.builder("127.0.0.1", target.getPort())
                .tlsName("db.example.com")
                .build()));

        assertThatThrownBy(() -> Pods.body(trusting(pods.interceptor()).newCall(Pods.get("https://orders.shop/"))))
                .isInstanceOf(SSLPeerUnverifiedException.class);
        assertThat(pods.requests()).isZero();
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        pods.close();
        pods = new Pods(ServiceRef.parse("orders.shop:443"), Pods.inTurn());
        pods.startHttps(certificateFor("payments.shop").sslSocketFactory());

        assertThatThrownBy(() -> Pods.body(trusting(pods.interceptor()).newCall(Pods.get("https://orders.shop/"))))
                .isInstanceOf(SSLPeerUnverifiedException.class)
                .hasMessageContaining("orders.shop not verified")
                .hasMessageContaining("127.0.0.1:" + pods.servers.get(0).getPort());
        assertThat(pods.requests()).isZero();
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void eachPodKeepsItsConnection() throws Exception {
        pods.start();
        pods.start();
        OkHttpClient client = pods.client();

        for (int i = 0; i < 10; i++) {
            Pods.body(client.newCall(Pods.get("http://orders.shop/")));
        }

        for (MockWebServer pod : pods.servers) {
            for (int i = 0; i < 5; i++) {
                RecordedRequest request = pod.takeRequest();
                assertThat(request.getConnectionIndex()).isZero();
                assertThat(request.getExchangeIndex()).isEqualTo(i);
            }
        }
    }

    @Test
    void manyPodsKeepAllTheirConnections() throws Exception {
        for (int i = 0; i < 12; i++) {
            pods.start();
        }
        OkHttpClient client = pods.client();

        for (int i = 0; i < 36; i++) {
            Pods.body(client.newCall(Pods.get("http://orders.shop/")));
        }

        for (MockWebServer pod : pods.servers) {
            pod.takeRequest();
            pod.takeRequest();
            assertThat(pod.takeRequest().getExchangeIndex()).isEqualTo(2);
        }
    }

    @Test
    void aRedirectToAnotherHostGoesThere() throws IOException {
        try (MockWebServer outside = new MockWebServer()) {
            outside.start(InetAddress.getLoopbackAddress(), 0);
            outside.enqueue(Pods.text("outside"));
            pods.start(request -> new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", "http://elsewhere.example.com:" + outside.getPort() + "/there")
                    .build());
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .dns(host -> {
                        assertThat(host).isEqualTo("elsewhere.example.com");
                        return List.of(InetAddress.getLoopbackAddress());
                    })
                    .build();

            assertThat(Pods.body(client.newCall(Pods.get("http://orders.shop/"))))
                    .isEqualTo("outside");
            assertThat(pods.inFlight()).isZero();
        }
    }

    @Test
    void aRedirectToAnotherPortOfTheServiceGoesToTheServiceItself() throws IOException {
        try (MockWebServer otherPort = new MockWebServer()) {
            otherPort.start(InetAddress.getLoopbackAddress(), 0);
            otherPort.enqueue(Pods.text("other port"));
            pods.start(request -> new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", "http://orders.shop:" + otherPort.getPort() + "/")
                    .build());
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                    .build();

            assertThat(Pods.body(client.newCall(Pods.get("http://orders.shop/"))))
                    .isEqualTo("other port");
        }
    }

    @Test
    void anInterceptorInFrontThatCallsTwiceReachesEachPodThatWasPicked() throws IOException {
        pods.start(request -> Pods.code(401));
        pods.start(request -> Pods.code(401));
        OkHttpClient client = pods.clientThatAsksTwice();

        Pods.body(client.newCall(Pods.get("http://orders.shop/")));

        assertThat(pods.servers)
                .allSatisfy(pod -> assertThat(pod.getRequestCount()).isEqualTo(1));
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void anInterceptorThatWasAddedTwiceLeadsOnce() throws IOException {
        pods.start();
        pods.start();
        OkHttpClient client =
                pods.client().newBuilder().addInterceptor(pods.interceptor()).build();

        for (int i = 0; i < 4; i++) {
            Pods.body(client.newCall(Pods.get("http://orders.shop/")));
        }

        assertThat(pods.started).hasValue(4);
        assertThat(pods.outcomes).hasSize(4);
    }

    @Test
    void soItDoesWhenAnAnswerIsBad() throws IOException {
        pods.start(new Turns(Pods.code(503), Pods.text("again here")));
        pods.start(new Turns(Pods.code(503), Pods.text("again here")));
        OkHttpClient client =
                pods.client().newBuilder().addInterceptor(pods.interceptor()).build();

        assertThat(Pods.body(client.newCall(Pods.get("http://orders.shop.svc/"))))
                .isEqualTo("again here");

        assertThat(pods.servers.stream().map(MockWebServer::getRequestCount)).containsExactlyInAnyOrder(1, 2);
        assertThat(pods.outcomes).containsExactly(Outcome.FAILURE, Outcome.FAILURE, Outcome.SUCCESS);
    }

    @Test
    void socketsAreOfTheClientsOwnFactory() throws IOException {
        pods.start();
        CountingSocketFactory sockets = new CountingSocketFactory();
        OkHttpClient client = pods.client().newBuilder().socketFactory(sockets).build();

        Pods.body(client.newCall(Pods.get("http://orders.shop/")));

        assertThat(sockets.made()).hasSize(1);
    }

    @Test
    void connectionsToAPodThatIsGoneAreClosedAndItsRunningCallsFinish() throws Exception {
        for (int i = 0; i < 2; i++) {
            MockWebServer[] self = new MockWebServer[1];
            self[0] = pods.start(request -> Pods.text("x".repeat(1_000_000))
                    .newBuilder()
                    .addHeader("Pod", String.valueOf(self[0].getPort()))
                    .build());
        }
        CountingSocketFactory sockets = new CountingSocketFactory();
        OkHttpClient client = pods.client().newBuilder().socketFactory(sockets).build();
        Pods.body(client.newCall(Pods.get("http://orders.shop/")));
        Pods.body(client.newCall(Pods.get("http://orders.shop/")));
        Response running = client.newCall(Pods.get("http://orders.shop/")).execute();
        String port = running.header("Pod", "");

        pods.publish(pods.servers.stream()
                .map(Pods::endpoint)
                .filter(endpoint -> !port.equals(String.valueOf(endpoint.port())))
                .toList());
        Pods.body(client.newCall(Pods.get("http://orders.shop/")));

        assertThat(running.body().string()).hasSize(1_000_000);
        assertThat(sockets.made()).hasSize(2).allSatisfy(socket -> assertThat(socket.isClosed())
                .isEqualTo(String.valueOf(socket.getPort()).equals(port)));
    }

    private HandshakeCertificates certificateFor(String name) {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName(name)
                .signedBy(authority)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate, authority.certificate())
                .build();
    }

    private OkHttpClient trusting(FairleadInterceptor interceptor) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build();
        return new OkHttpClient.Builder()
                .addInterceptor(interceptor)
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
    }
}
