package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedNamespacesTest {
    private final GroupTesting testing = new GroupTesting();
    private final ServiceDiscovery discovery =
            testing.builder().allowedNamespaces(List.of("shop", "billing")).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders.kube-system:80",
                "orders.kube-system.svc.cluster.local:80",
                "db-0.shop.kube-system.svc:80",
                "shop.shops:80",
                "shop.sho:80"
            })
    void aServiceOfAnotherNamespaceIsAnErrorAtOnceAndAsksNobody(String service) {
        EndpointGroup group = discovery.group(service);
        assertThat(group.state().isKnown()).isFalse();
        testing.scheduler.runDue();

        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(group::pick)
                .withMessageContaining("this discovery is limited to billing, shop: ask for")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Resolution.NotFound.Reason.NAMESPACE_NOT_ALLOWED));
        testing.scheduler.advance(Duration.ofMinutes(1));
        assertThat(testing.source.subscribers()).isZero();
        assertThat(group.state().failedOpen()).isFalse();
        assertThat(discovery.explain(service).reason()).contains("limited to billing, shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.shop:http", "orders:http"})
    void aServiceOfAnAllowedOneIsFollowed(String service) {
        EndpointGroup group = discovery.group(service);
        group.subscribe(state -> {});
        testing.say(new Resolution.Resolved(EndpointSnapshot.asGiven(
                ServiceRef.parse("orders.shop:http"), "watch", List.of(Endpoint.of("10.0.0.1", 8080)))));

        assertThat(group.pick().endpoint().address()).isEqualTo("10.0.0.1");
    }

    @Test
    void namesThatNoNamespaceHasAreRefused() {
        ServiceDiscoveryBuilder builder = ServiceDiscovery.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.allowedNamespaces(List.of()))
                .withMessage("allowedNamespaces: [] (expected: at least one)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.allowedNamespaces(List.of("")))
                .withMessageContaining("no empty name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.allowedNamespaces(List.of("*")))
                .withMessageContaining("namespace: * (expected: ");
    }
}
