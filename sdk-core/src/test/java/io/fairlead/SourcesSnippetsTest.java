package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.dns.DnsOptions;
import io.fairlead.dns.DnsResolver;
import io.fairlead.dns.NamesToAddresses;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.environment.EnvironmentResolver;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.kubernetes.KubernetesResolver;
import io.fairlead.kubernetes.NodeAddresses;
import io.fairlead.kubernetes.OwnNamespace;
import io.fairlead.kubernetes.Reach;
import io.fairlead.resolver.LastGoodConfig;
import io.fairlead.resolver.Resolver;
import io.fairlead.resolver.StaticResolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The examples of the pages on sources, Services, place and selection, in their words. */
class SourcesSnippetsTest {
    @Test
    void endpointsCanBeAskedForAlone() {
        Scheduler scheduler = Scheduler.daemonThread("discovery");
        KubernetesResolver kubernetes = KubernetesResolver.create(
                KubernetesOptions.defaults(), scheduler, Ticker.system(), new SplittableRandom());
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .scheduler(scheduler)
                .source(kubernetes.endpoints())
                .build();

        assertThat(kubernetes.endpoints().source()).isEqualTo("endpoints");
        discovery.close();
        scheduler.close();
    }

    @Test
    void aReachIsChosen() {
        KubernetesOptions options =
                KubernetesOptions.builder().reach(Reach.VIRTUAL_IP).build();
        ServiceDiscovery discovery =
                ServiceDiscovery.builder().kubernetes(options).build();

        assertThat(options.reach()).contains(Reach.VIRTUAL_IP);
        discovery.close();
    }

    @Test
    void answersCanBeKeptForAStartWithoutApiServer() {
        ServiceDiscoveryBuilder builder =
                ServiceDiscovery.builder().lastGood(LastGoodConfig.in(Path.of("/var/cache/orders/fairlead")));

        builder.build().close();
        assertThat(Path.of("/var/cache/orders")).doesNotExist();
    }

    @Test
    void theWatchHasOptions() {
        KubernetesOptions watched = KubernetesOptions.builder()
                .kubeconfig(Path.of("/etc/orders/kubeconfig"))
                .namespaceWatchFrom(20)
                .build();
        ServiceDiscovery discovery =
                ServiceDiscovery.builder().kubernetes(watched).build();

        assertThat(watched.namespaceWatchFrom()).isEqualTo(20);
        discovery.close();
    }

    @Test
    void nodePortsAreReachedByAddressesOfOneKind() {
        KubernetesOptions internal = KubernetesOptions.builder()
                .reach(Reach.NODE_PORTS)
                .nodeAddresses(NodeAddresses.INTERNAL)
                .build();

        assertThat(internal.reach()).contains(Reach.NODE_PORTS);
    }

    @Test
    void loadBalancersAreReachedFromAnywhere() {
        KubernetesOptions balanced =
                KubernetesOptions.builder().reach(Reach.LOAD_BALANCER).build();

        assertThat(balanced.reach()).contains(Reach.LOAD_BALANCER);
    }

    @Test
    void dnsCanBeAskedAlone() {
        Scheduler scheduler = Scheduler.daemonThread("discovery");
        DnsResolver dns = DnsResolver.create(DnsOptions.defaults(), scheduler, Ticker.system(), new SplittableRandom());
        ServiceDiscovery discovery =
                ServiceDiscovery.builder().scheduler(scheduler).source(dns).build();

        assertThat(dns.source()).isEqualTo("dns");
        discovery.close();
        scheduler.close();
    }

    @Test
    void theVariablesCanBeReadAlone() {
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .source(EnvironmentResolver.system(OwnNamespace::ofPod))
                .build();

        assertThat(discovery).isNotNull();
        discovery.close();
    }

    @Test
    void theServicesNameCanBeRefused() {
        ServiceDiscovery discovery = ServiceDiscovery.builder().strict(true).build();

        assertThat(discovery).isNotNull();
        discovery.close();
    }

    @Test
    void aListIsWrittenDownByAddressesOrNames() {
        StaticResolver listed = StaticResolver.of(Map.of(
                ServiceRef.parse("orders.shop:http"),
                List.of(Endpoint.of("192.0.2.7", 8080), Endpoint.of("192.0.2.9", 8080))));
        ServiceDiscovery discovery = ServiceDiscovery.builder().source(listed).build();
        Scheduler scheduler = Scheduler.daemonThread("discovery");
        Resolver named = NamesToAddresses.searched(
                listed, DnsOptions.defaults(), scheduler, Ticker.system(), new SplittableRandom());

        assertThat(named.source()).isEqualTo("static");
        discovery.close();
        named.close();
        scheduler.close();
    }

    @Test
    void thePlaceIsGiven() {
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .location(new Location("node-1", "zone-a"))
                .build();

        assertThat(discovery).isNotNull();
        discovery.close();
    }

    @Test
    void sessionAffinityCanBeTurnedOff() {
        ServiceDiscovery discovery =
                ServiceDiscovery.builder().sessionAffinity(false).build();

        assertThat(discovery).isNotNull();
        discovery.close();
    }
}
