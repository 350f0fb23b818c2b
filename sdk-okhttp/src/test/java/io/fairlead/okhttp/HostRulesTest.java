package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class HostRulesTest {
    private final HostRules rules = new HostRules(Optional.empty(), "cluster.local");

    @Test
    void theFullFormsAreServicesForSure() {
        for (String host : List.of(
                "orders.shop.svc",
                "db-0.db.shop.svc",
                "orders.shop.svc.cluster.local",
                "orders.shop.svc.cluster.local.",
                "db-0.db.shop.svc.cluster.local")) {
            assertThat(kind(host)).as(host).isEqualTo(HostRules.Kind.SERVICE);
        }
    }

    @Test
    void oneOrTwoLabelsMayBeServices() {
        for (String host : List.of("orders", "orders.shop", "github.com", "orders.svc")) {
            assertThat(kind(host)).as(host).isEqualTo(HostRules.Kind.PERHAPS);
        }
    }

    @Test
    void otherHostsAreNotOurs() {
        for (String host : List.of(
                "localhost",
                "app.localhost",
                "127.0.0.1",
                "10.1",
                "[::1]",
                "api.github.com",
                "github.com.",
                "orders.shop.svc.",
                "orders.shop.svc.example.com",
                "a.b.c.shop.svc",
                "10-0-0-1.shop.pod.cluster.local",
                "under_score.shop",
                "xn--bcher-kva.example.org")) {
            assertThat(kind(host)).as(host).isEqualTo(HostRules.Kind.OTHER);
        }
    }

    @Test
    void thePortOfTheUrlIsTheServices() {
        Map<String, String> forms = Map.of(
                "http://orders/", "orders:80",
                "https://orders.shop/", "orders.shop:443",
                "http://orders.shop:8080/", "orders.shop:8080",
                "http://orders.shop.svc.cluster.local:8080/", "orders.shop:8080",
                "https://db-0.db.shop.svc/", "db-0.db.shop.svc:443");
        forms.forEach((url, ref) ->
                assertThat(rules.service(HttpUrl.get(url)).toString()).isEqualTo(ref));
    }

    @Test
    void anotherClusterDomainIsUnderstood() {
        HostRules other = new HostRules(Optional.empty(), "k8s.example.com");

        assertThat(other.kind(HttpUrl.get("http://orders.shop.svc.k8s.example.com/")))
                .isEqualTo(HostRules.Kind.SERVICE);
        assertThat(other.kind(HttpUrl.get("http://orders.shop.svc.cluster.local/")))
                .isEqualTo(HostRules.Kind.OTHER);
    }

    @Test
    void theCallersOwnRuleReplacesTheDefault() {
        HostRules own = new HostRules(Optional.of(url -> url.host().equals("orders.shop")), "cluster.local");

        assertThat(own.kind(HttpUrl.get("http://orders.shop/"))).isEqualTo(HostRules.Kind.SERVICE);
        assertThat(own.kind(HttpUrl.get("http://payments.shop.svc/"))).isEqualTo(HostRules.Kind.OTHER);
        assertThatThrownBy(() -> own.service(HttpUrl.get("http://api.example.com/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("api.example.com");
    }

    private HostRules.Kind kind(String host) {
        return rules.kind(HttpUrl.get("http://" + host + "/"));
    }
}
