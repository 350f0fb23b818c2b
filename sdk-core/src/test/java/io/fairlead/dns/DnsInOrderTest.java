package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.ServiceDiscoveryBuilder;
import io.fairlead.SourceFailedException;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.fairlead.testkit.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DNS behind the watch, over a real API and real packets. */
class DnsInOrderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OWN = "orders.shop.svc.cluster.local.";

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final FakeDns zone = new FakeDns();
    private LoopbackDns dns;
    private ServiceDiscoveryBuilder builder;

    @BeforeEach
    void configure(@TempDir Path folder) throws IOException {
        dns = new LoopbackDns(this::answer, this::answer);
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig("secret-token", "shop"));
        builder = ServiceDiscovery.builder()
                .kubernetes(KubernetesOptions.builder().kubeconfig(kubeconfig).build())
                .dns(DnsOptions.builder().servers(List.of(dns.address())).build())
                .discoveryTimeout(SOON);
    }

    @AfterEach
    void end() throws IOException {
        api.close();
        dns.close();
    }

    private Optional<byte[]> answer(byte[] query) {
        return Optional.of(zone.fromZone(LoopbackDns.query(query))
                .toCompletableFuture()
                .join()
                .toWire());
    }

    @Test
    void nobodyAsksDnsWhileTheWatchAnswers() throws InterruptedException {
        api.apply(
                ServiceManifest.named("orders").namespace("shop").port("http", 80),
                SliceManifest.of("orders", "orders-a")
                        .namespace("shop")
                        .port("http", 8080)
                        .ready("10.0.0.1"));
        try (ServiceDiscovery discovery = builder.build()) {
            discovery.group("orders.shop:http").awaitReady(SOON);

            assertThat(dns.overUdp.get()).isZero();
        }
    }

    @Test
    void anExternalNameIsItsTargetsAddressesWithItsNameInTls() throws InterruptedException {
        zone.zone("db.example.com. 60 IN CNAME a.example.net.", "a.example.net. 60 IN A 192.0.2.1");
        api.apply(ServiceManifest.named("orders").namespace("shop").externalName("db.example.com"));
        try (ServiceDiscovery discovery = builder.build()) {
            EndpointGroup group = discovery.group("orders.shop:443");
            group.awaitReady(SOON);

            assertThat(group.pick().endpoint().hostPort()).isEqualTo("192.0.2.1:443");
            assertThat(group.pick().endpoint().tlsName()).isEqualTo("db.example.com");
            assertThat(discovery.explain("orders.shop:443").toString()).contains("watch", "db.example.com");

            api.apply(ServiceManifest.named("orders").namespace("shop").externalName("a.example.net"));
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> group.state().usable().get(0).tlsName().equals("a.example.net"));
        }
    }

    @Test
    void aPortNameFailsOpenToTheVirtualIpThatDnsHas() throws InterruptedException {
        zone.zone("_http._tcp." + OWN + " 5 IN SRV 0 100 80 " + OWN, OWN + " 5 IN A 10.96.0.7");
        api.faults().deny(Target.everything());
        try (ServiceDiscovery discovery = builder.build()) {
            EndpointGroup group = discovery.group("orders.shop:http");
            group.awaitReady(SOON);

            assertThat(group.pick().endpoint().hostPort()).isEqualTo("10.96.0.7:80");
            assertThat(group.state().failedOpen()).isTrue();
            assertThat(discovery.explain("orders.shop:http").toString()).contains("dns", "endpointslices");
        }
    }

    @Test
    void inStrictModeAVirtualIpOfDnsIsRefusedAndPodsAreNot() throws InterruptedException {
        zone.zone(
                "_http._tcp." + OWN + " 5 IN SRV 0 100 80 " + OWN,
                OWN + " 5 IN A 10.96.0.7",
                "db.shop.svc.cluster.local. 5 IN SRV 0 100 5432 db-0.db.shop.svc.cluster.local.",
                "db-0.db.shop.svc.cluster.local. 5 IN A 10.0.0.5");
        api.faults().deny(Target.everything());
        try (ServiceDiscovery discovery = builder.strict(true).build()) {
            EndpointGroup virtualIp = discovery.group("orders.shop:http");
            virtualIp.awaitKnown(SOON);
            assertThatExceptionOfType(SourceFailedException.class).isThrownBy(virtualIp::pick);

            EndpointGroup pods = discovery.group("db.shop:5432");
            pods.awaitReady(SOON);
            assertThat(pods.pick().endpoint().hostPort()).isEqualTo("10.0.0.5:5432");
            assertThat(pods.state().failedOpen()).isFalse();
        }
    }
}
