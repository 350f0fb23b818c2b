package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceAnswerTest {
    private static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:8080");
    private static final ServiceFacts SERVICE = Parsed.service("""
            {"metadata": {"namespace": "shop", "name": "orders"},
             "spec": {"clusterIP": "10.96.0.9", "ports": [{"name": "http", "port": 8080}]}}""");

    @Test
    void anEndpointThatIsLeftOutIsAWarningAndIsExplained() {
        ServiceAnswer answer = answer(EndpointKind.SLICES, slice("10.0.0.1"), slice("127.0.0.1"));

        assertThat(answer.warnings())
                .containsExactly("an endpoint is left out because of its address 127.0.0.1 (loopback)");
        assertThat(answer.reason()).contains("127.0.0.1 (loopback)");
        assertThat(((Resolution.Resolved) answer.resolution()).snapshot().endpoints())
                .hasSize(1);
    }

    @Test
    void itIsExplainedByWhatIsWatched() {
        assertThat(answer(EndpointKind.SLICES, slice("10.0.0.1")).reason())
                .isEqualTo("the EndpointSlices and the Service orders.shop are watched with all of the namespace");
    }

    @Test
    void aServiceWithoutSlicesHasNoPodsAndOneWithoutEndpointsIsNotKnown() {
        assertThat(answer(EndpointKind.SLICES).resolution()).isInstanceOf(Resolution.Resolved.class);
        assertThat(answer(EndpointKind.ENDPOINTS).resolution())
                .isInstanceOfSatisfying(Resolution.Failed.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Resolution.Failed.Kind.ABSENT));
    }

    private static ServiceAnswer answer(EndpointKind kind, Slice... slices) {
        Needs needs = new Needs(true, false, "");
        KnownService known =
                new KnownService(needs, Optional.of(SERVICE), List.of(slices), List.of(), true, true, Optional.empty());
        SliceParts parts = new SliceParts(ORDERS, Parsed.RULES.options());
        return ServiceAnswer.of(ORDERS, kind, known, Parsed.RULES, parts);
    }

    private static Slice slice(String address) {
        return Parsed.slice("""
                {"metadata": {"namespace": "shop", "name": "orders-%1$s", "labels": {"kubernetes.io/service-name": "orders"}},
                 "addressType": "IPv4", "ports": [{"name": "http", "port": 8080}],
                 "endpoints": [{"addresses": ["%1$s"], "conditions": {"ready": true}}]}""".formatted(address));
    }
}
