package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.NoEndpointsException;
import io.fairlead.ServiceNotFoundException;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.testing.FakeTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that may be Services or names of the internet. */
class PerhapsServiceTest {
    private static final Resolution.Failed DENIED =
            Resolution.Failed.of(Resolution.Failed.Kind.DENIED, "may not list endpointslices in this namespace");

    private final FakeTicker ticker = new FakeTicker();
    private final Pods pods = Pods.ofOrders();
    private final MockWebServer outside = new MockWebServer();
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private OkHttpClient client = new OkHttpClient();
    private int port;

    @BeforeEach
    void start() throws IOException {
        outside.start(InetAddress.getLoopbackAddress(), 0);
        port = outside.getPort();
        client = Pods.client(FairleadInterceptor.builder(pods.discovery)
                        .ticker(ticker)
                        .build())
                .newBuilder()
                .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                .build();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(standardError);
        pods.close();
        outside.close();
    }

    @Test
    void whatTheClusterDoesNotKnowIsCalledOutside() throws IOException {
        outside.enqueue(Pods.text("outside"));

        assertThat(call("github.com")).isEqualTo("outside");
        awaitNoWatch();
        assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatIsNotAllowedIsCalledOutsideWithoutAWord() throws IOException {
        pods.source.setOtherwise(DENIED);

        for (int i = 0; i < 50; i++) {
            outside.enqueue(Pods.text("outside"));
            assertThat(call("name" + i + ".com")).isEqualTo("outside");
        }

        awaitNoWatch();
        assertThat(pods.source.subscriptions()).isEqualTo(50);
        assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anotherNamespaceThanTheAllowedOnesIsNoServiceOfOurs() throws IOException {
        pods.source.setOtherwise(new Resolution.NotFound(
                Resolution.NotFound.Reason.NAMESPACE_NOT_ALLOWED, "this discovery is limited to shop"));
        outside.enqueue(Pods.text("outside"));

        assertThat(call("github.com")).isEqualTo("outside");
        assertThatThrownBy(() -> call("github.com.svc.cluster.local"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("this discovery is limited to shop");
    }

    @Test
    void itIsRememberedForFiveMinutes() throws IOException {
        for (int i = 0; i < 3; i++) {
            outside.enqueue(Pods.text("outside"));
            call("github.com");
        }
        assertThat(pods.source.subscriptions()).isEqualTo(1);

        ticker.advance(Duration.ofMinutes(5).plusSeconds(1));
        outside.enqueue(Pods.text("outside"));
        call("github.com");

        assertThat(pods.source.subscriptions()).isEqualTo(2);
    }

    @Test
    void aSourceThatCannotTellIsAskedAgainSoon() throws IOException {
        pods.source.setOtherwise(
                Resolution.Failed.of(Resolution.Failed.Kind.UNREACHABLE, "the API server does not answer"));
        outside.enqueue(Pods.text("outside"));
        call("payments.shop");
        MockWebServer pod = pods.start();
        pods.source.set(ServiceRef.parse("payments.shop:" + port), List.of(Pods.endpoint(pod)));

        ticker.advance(Duration.ofSeconds(6));
        awaitAnswer("payments.shop");

        assertThat(call("payments.shop")).isEqualTo(String.valueOf(pod.getPort()));
    }

    @Test
    void aSilentSourceIsWaitedForOnceAndNotForEveryName() throws IOException {
        pods.source.setOtherwise(new Resolution.Pending());

        long before = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            outside.enqueue(Pods.text("outside"));
            assertThat(call("name" + i + ".com")).isEqualTo("outside");
        }

        // One wait of 300 ms, which real time decides, and not twenty.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aServiceThatIsDeletedIsCalledOutsideAgain() throws IOException {
        pods.start();
        assertThat(Pods.body(client.newCall(Pods.get("http://orders.shop/")))).isEqualTo(pods.ports());
        ServiceRef deleted = pods.service;

        pods.source.set(deleted, new Resolution.NotFound(Resolution.NotFound.Reason.SERVICE, "gone: create it"));
        Awaitility.await()
                .until(() -> pods.discovery.group(deleted).state().problem().isPresent());

        OkHttpClient watched = client.newBuilder()
                .dns(host -> {
                    throw new UnknownHostException("outside: " + host);
                })
                .build();
        assertThatThrownBy(() -> Pods.body(watched.newCall(Pods.get("http://orders.shop/"))))
                .hasMessage("outside: orders.shop");
    }

    @Test
    void aServiceWithoutSuchAPortIsAnError() {
        pods.source.setOtherwise(new Resolution.NotFound(
                Resolution.NotFound.Reason.PORT, "orders.shop has no port " + port + "; its ports are http (80)"));
        awaitAnswer("orders.shop");

        assertThatThrownBy(() -> call("orders.shop"))
                .isInstanceOf(UnknownServiceHostException.class)
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("its ports are http (80)")
                .hasCauseInstanceOf(ServiceNotFoundException.class);
    }

    @Test
    void aServiceForSureThatIsUnknownIsAnError() {
        assertThatThrownBy(() -> call("payments.shop.svc"))
                .isInstanceOf(UnknownServiceHostException.class)
                .hasMessageContaining("there is no such Service");
    }

    @Test
    void anEmptyServiceIsAnError() {
        pods.publish(List.of());

        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get("http://orders.shop/"))))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("orders.shop")
                .hasMessageContaining("has no endpoints")
                .hasCauseInstanceOf(NoEndpointsException.class);
    }

    @Test
    void aDeclaredHostThatIsNoServiceNameIsAnError() {
        OkHttpClient declared = Pods.client(FairleadInterceptor.builder(pods.discovery)
                .services("api.example.com")
                .build());

        assertThatThrownBy(() -> Pods.body(declared.newCall(Pods.get("http://api.example.com/"))))
                .isInstanceOf(UnknownServiceHostException.class)
                .hasMessageContaining("api.example.com");
    }

    @Test
    void aServiceForSureWhosePodsCannotBeFoundIsCalledByItsName() throws IOException {
        pods.source.setOtherwise(DENIED);
        outside.enqueue(Pods.text("by name"));
        OkHttpClient byName = client.newBuilder()
                .dns(host -> {
                    assertThat(host).isEqualTo("payments.shop.svc");
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();

        assertThat(Pods.body(byName.newCall(Pods.get("http://payments.shop.svc.cluster.local:" + port + "/"))))
                .isEqualTo("by name");
        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("WARN").contains("may not list");
    }

    private String call(String host) throws IOException {
        return Pods.body(client.newCall(Pods.get("http://" + host + ":" + port + "/")));
    }

    // A slow machine must not turn "is it one?" into "not known in time".
    private void awaitAnswer(String host) {
        ServiceRef asked = ServiceRef.parse(host + ":" + port);
        Awaitility.await().until(() -> pods.discovery.probe(asked).state().isKnown());
    }

    private void awaitNoWatch() {
        Awaitility.await().until(() -> pods.source.following() == 0);
    }
}
