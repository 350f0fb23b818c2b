package io.fairlead.dns;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Location;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.kubernetes.KubernetesResolver;
import io.fairlead.resolver.Resolver;
import io.fairlead.testing.Page;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code explain} says in the documentation of what DNS tells. */
class ExplainedDnsPagesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ORDERS = "orders.shop.svc.cluster.local.";
    private static final String STOCK = "stock.shop.svc.cluster.local.";

    private final FakeDns dns = new FakeDns();
    private final Scheduler scheduler = Scheduler.daemonThread("explained");
    private final DnsOptions options = DnsFixture.options().build();

    @BeforeEach
    void zone() {
        dns.zone(
                "_http._tcp." + ORDERS + " 5 IN SRV 0 50 8080 10-244-1-7." + ORDERS,
                "_http._tcp." + ORDERS + " 5 IN SRV 0 50 8080 10-244-2-9." + ORDERS,
                "10-244-1-7." + ORDERS + " 5 IN A 10.244.1.7",
                "10-244-2-9." + ORDERS + " 5 IN A 10.244.2.9",
                STOCK + " 5 IN SRV 0 50 8080 " + STOCK,
                STOCK + " 5 IN A 10.96.0.7",
                "api.payments.example. 60 IN A 192.0.2.7",
                "api.payments.example. 60 IN A 192.0.2.9");
    }

    @AfterEach
    void end() {
        scheduler.close();
    }

    @Test
    void podsOfAHeadlessService() {
        shows("docs/sources/dns.md", "orders.shop:http", resolver());
    }

    @Test
    void aVirtualIp() {
        shows("docs/sources/dns.md", "stock.shop:8080", resolver());
    }

    @Test
    void externalName() {
        try (EmbeddedKubernetes api = EmbeddedKubernetes.start()) {
            api.apply(ServiceManifest.named("payments")
                    .namespace("shop")
                    .port("https", 443)
                    .externalName("api.payments.example"));
            KubernetesResolver watch = KubernetesResolver.of(
                    Config.fromKubeconfig(api.kubeconfig()),
                    KubernetesOptions.defaults(),
                    scheduler,
                    Ticker.system(),
                    new SplittableRandom(1));
            NameLookup lookup = new NameLookup(
                    new DnsClient(dns, options, scheduler),
                    new DnsConfig(options, Ticker.system()),
                    name -> Names.absolute(name).stream().toList());
            Followed.Pace pace =
                    new Followed.Pace(scheduler, Ticker.system(), new SplittableRandom(1), options.retryPause());

            shows(
                    "docs/services/external-name.md",
                    "payments.shop:443",
                    new NamesToAddresses(watch, lookup, pace, false));
        }
    }

    private Resolver resolver() {
        return new DnsResolver(dns, options, scheduler, Ticker.system(), new SplittableRandom(1));
    }

    // With time enough for a busy machine: none of these is about a late answer.
    private void shows(String page, String service, Resolver source) {
        try (ServiceDiscovery discovery = ServiceDiscovery.builder()
                .source(source)
                .scheduler(scheduler)
                .location(new Location("node-1", "zone-a"))
                .discoveryTimeout(SOON)
                .build()) {
            await().atMost(SOON).untilAsserted(() -> Page.of(page).shows(discovery.explain(service)));
        }
    }
}
