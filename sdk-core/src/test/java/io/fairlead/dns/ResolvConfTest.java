package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

class ResolvConfTest {
    private static final List<String> OF_A_POD = List.of(
            "nameserver 10.96.0.10",
            "search shop.svc.cluster.local svc.cluster.local cluster.local example.com",
            "options ndots:5");

    @Test
    void aPodsFileIsReadAsTheKubeletWritesIt() {
        ResolvConf pod = ResolvConf.parse(OF_A_POD);

        assertThat(pod.servers()).containsExactly(new InetSocketAddress("10.96.0.10", 53));
        assertThat(pod.ndots()).isEqualTo(5);
        assertThat(pod.clusterDomain()).map(Name::toString).contains("cluster.local.");
        assertThat(names(pod, "db"))
                .startsWith("db.shop.svc.cluster.local.")
                .endsWith("db.")
                .hasSize(5);
        assertThat(names(pod, "a.b.c.d.e.f")).startsWith("a.b.c.d.e.f.").hasSize(5);
        assertThat(names(pod, "db.example.com.")).containsExactly("db.example.com.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search shop.svc.cluster.local",
                "search example.com SVC.Cluster.Local.",
                "search wrong.example.com\nsearch shop.svc.cluster.local svc.cluster.local"
            })
    void theClustersDomainStandsBehindSvc(String lines) {
        assertThat(ResolvConf.parse(List.of(lines.split("\n"))).clusterDomain())
                .contains(Names.absolute("cluster.local").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "search example.com", "search svc", "search a.b.svc.example.com", "domain lab.example.com"})
    void elsewhereThereIsNone(String lines) {
        assertThat(ResolvConf.parse(List.of(lines.split("\n"))).clusterDomain()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsPassedOver() {
        ResolvConf conf = ResolvConf.parse(List.of(
                "# nameserver 10.0.0.1",
                "",
                "nameserver",
                "nameserver name.example.com",
                "nameserver fd00::a",
                "nameserver 10.0.0.2 10.0.0.3",
                "search a..b ok.example.com",
                "options ndots:x ndots:99 rotate"));

        assertThat(conf.servers())
                .containsExactly(new InetSocketAddress("fd00::a", 53), new InetSocketAddress("10.0.0.2", 53));
        assertThat(conf.search()).map(Name::toString).containsExactly("ok.example.com.");
        assertThat(conf.ndots()).isEqualTo(15);
        assertThat(conf.candidates("a..b")).isEmpty();
    }

    @Test
    void outsideOfClustersNobodyIsAsked(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "nameserver 10.96.0.10\nsearch example.com\n");
        DnsFixture laptop = new DnsFixture(DnsOptions.builder().resolvConf(file).build());

        laptop.follow("orders.shop:80");

        assertThat(laptop.failed().kind()).isEqualTo(io.fairlead.endpoint.Resolution.Failed.Kind.ABSENT);
        assertThat(laptop.failed().message()).contains(file.toString(), "clusterDomain");
        assertThat(laptop.dns.questions()).isEmpty();
    }

    @Test
    void aFileThatChangesIsReadAgain(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "nameserver 10.96.0.10\n");
        DnsFixture moved = new DnsFixture(DnsOptions.builder().resolvConf(file).build());
        moved.dns.zone("orders.shop.svc.cluster.local. 5 IN A 10.96.0.7");
        moved.follow("orders.shop:80");

        Files.write(file, OF_A_POD);
        moved.advance(Duration.ofSeconds(30));

        assertThat(moved.endpoints()).containsExactly("10.96.0.7:80");
    }

    @Test
    void aFileThatIsNotThereNamesNobody(@TempDir Path folder) {
        DnsFixture none = new DnsFixture(DnsOptions.builder()
                .resolvConf(folder.resolve("none"))
                .clusterDomain("cluster.local")
                .build());

        none.follow("orders.shop:80");

        assertThat(none.failed().message()).contains("no nameserver");
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedWithTheirName() {
        refused("queryTimeout", DnsOptions.builder().queryTimeout(Duration.ofSeconds(11)));
        refused("queryTimeout", DnsOptions.builder().queryTimeout(Duration.ZERO));
        refused("tries", DnsOptions.builder().tries(0));
        refused("clusterDomain", DnsOptions.builder().clusterDomain("a..b"));
        refused("clusterDomain", DnsOptions.builder().clusterDomain("."));
        refused("servers", DnsOptions.builder().servers(List.of(InetSocketAddress.createUnresolved("dns", 53))));
        refused("shortestTtl", DnsOptions.builder().shortestTtl(Duration.ZERO));
        refused("longestTtl", DnsOptions.builder().longestTtl(Duration.ofMillis(1)));
        refused("longestNegativeTtl", DnsOptions.builder().longestNegativeTtl(Duration.ofMillis(1)));
        refused("retryPause", DnsOptions.builder().retryPause(Duration.ZERO));
        assertThat(DnsOptions.defaults().toBuilder().build()).isEqualTo(DnsOptions.defaults());
    }

    private static void refused(String name, DnsOptions.Builder options) {
        assertThatIllegalArgumentException().isThrownBy(options::build).withMessageContaining(name);
    }

    private static List<String> names(ResolvConf conf, String name) {
        return conf.candidates(name).stream().map(Name::toString).toList();
    }
}
