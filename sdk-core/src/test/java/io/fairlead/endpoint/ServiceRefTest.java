package io.fairlead.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRefTest {
    @ParameterizedTest
    @CsvSource({
        "orders, '', orders, '', ''",
        "orders:http, '', orders, '', http",
        "orders.shop, '', orders, shop, ''",
        "orders.shop:8080, '', orders, shop, 8080",
        "orders.shop:8080/udp, '', orders, shop, 8080/udp",
        "orders.shop:8080/tcp, '', orders, shop, 8080",
        "orders.shop.svc:http, '', orders, shop, http",
        "orders.shop.svc.cluster.local:http, '', orders, shop, http",
        "db-0.db.shop.svc:5432, db-0, db, shop, 5432",
        "svc.svc.svc, '', svc, svc, ''",
    })
    void readsEveryShapeThatPeopleType(String text, String hostname, String name, String namespace, String port) {
        ServiceRef ref = ServiceRef.parse(text);

        assertThat(ref.hostname()).isEqualTo(hostname);
        assertThat(ref.name()).isEqualTo(name);
        assertThat(ref.namespace()).isEqualTo(namespace);
        assertThat(ref.port()).hasToString(port);
        assertThat(ServiceRef.parse(ref.toString())).isEqualTo(ref);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "orders.",
                "Orders",
                "a.b.c",
                "orders:",
                "orders:0",
                "orders:65536",
                "orders:99999999999",
                "orders:80/icmp",
                "orders:ht tp",
                "-orders",
                "a.b.c.d.svc",
                "10.0.0.1:80",
                "orders.shop/path"
            })
    void refusesAnythingElseAndNamesIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceRef.parse(text))
                .withMessageContaining("service: " + text + " (expected: a Service such as orders,");
    }

    @Test
    void knowsItsNameInTheClustersDns() {
        assertThat(ServiceRef.parse("orders:80").inNamespace("shop").dnsName()).isEqualTo("orders.shop.svc");
        assertThat(ServiceRef.parse("db-0.db.shop.svc").dnsName()).isEqualTo("db-0.db.shop.svc");
    }

    @Test
    void keepsTheNamespaceItHas() {
        assertThat(ServiceRef.parse("orders.shop").inNamespace("other").namespace())
                .isEqualTo("shop");
    }

    @Test
    void endpointsWithThePodsUidAreTheSameWhateverTheirAddress() {
        Endpoint v4 = Endpoint.builder("10.0.0.1", 80)
                .pod(new Pod("orders-1", "uid-1"))
                .build();
        Endpoint v6 = Endpoint.builder("fd00::1", 80)
                .pod(new Pod("orders-1", "uid-1"))
                .build();

        assertThat(v4.key())
                .isEqualTo(v6.key())
                .isNotEqualTo(Endpoint.of("10.0.0.1", 80).key());
        assertThat(v6.hostPort()).isEqualTo("[fd00::1]:80");
    }
}
