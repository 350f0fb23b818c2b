package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.fairlead.testkit.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose Role covers one namespace, and which calls the internet too. */
class NamespaceRoleTest {
    private static final int NAMES = 50;

    @Test
    void namesOfTheInternetWaitForNothingHoldNoWatchAndLogNothing(@TempDir Path directory) throws IOException {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream standardError = System.err;
        try (EmbeddedKubernetes api = EmbeddedKubernetes.start();
                MockWebServer outside = answering("outside");
                MockWebServer pod = answering("pod")) {
            int port = outside.getPort();
            api.faults().deny(Target.everything().namespace("com"));
            api.apply(
                    ServiceManifest.named("orders").namespace("shop").port("http", port),
                    SliceManifest.of("orders", "orders-a")
                            .namespace("shop")
                            .port("http", pod.getPort())
                            .ready("127.0.0.1"));
            Path kubeconfig = Files.writeString(directory.resolve("config"), api.kubeconfig());
            try (ServiceDiscovery discovery = ServiceDiscovery.builder()
                    .kubernetes(KubernetesOptions.builder()
                            .kubeconfig(kubeconfig)
                            .admitLoopback(true)
                            .build())
                    .namespace("shop")
                    .build()) {
                OkHttpClient client = Pods.client(FairleadInterceptor.create(discovery))
                        .newBuilder()
                        .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                        .build();
                EndpointGroup orders = discovery.group("orders.shop:" + port);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> !orders.state().usable().isEmpty()
                                && !orders.state().failedOpen());
                int watches = api.openWatches();

                System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
                long before = System.nanoTime();
                for (int i = 0; i < NAMES; i++) {
                    assertThat(Pods.body(client.newCall(Pods.get("http://name" + i + ".com:" + port + "/"))))
                            .isEqualTo("outside");
                }
                Duration elapsed = Duration.ofNanos(System.nanoTime() - before);

                assertThat(elapsed).isLessThan(Duration.ofSeconds(10)); // 50 waits of 300 ms would be 15 s
                Awaitility.await().until(() -> api.openWatches() == watches);
                assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
                assertThat(Pods.body(client.newCall(Pods.get("http://orders.shop:" + port + "/"))))
                        .isEqualTo("pod");
            }
        } finally {
            System.setErr(standardError);
        }
    }

    private static MockWebServer answering(String text) throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return Pods.text(text);
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }
}
