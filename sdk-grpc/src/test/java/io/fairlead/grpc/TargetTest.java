package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.ServiceRef;
import io.grpc.Uri;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "kubernetes:///orders.shop:grpc, orders.shop:grpc",
        "kubernetes:///orders:50051, orders:50051",
        "kubernetes:///orders, orders",
        "kubernetes:///orders.shop.svc:grpc, orders.shop:grpc",
        "kubernetes:///orders.shop.svc.cluster.local:50051, orders.shop:50051",
        "kubernetes:///db-0.db.shop.svc:grpc, db-0.db.shop.svc:grpc",
        "kubernetes://shop/orders:grpc, orders.shop:grpc",
        "kubernetes://shop/orders.shop:grpc, orders.shop:grpc",
        "kubernetes://orders.shop:50051, orders.shop:50051",
        "kubernetes://orders.shop:50051/, orders.shop:50051",
        "kubernetes://orders.shop.svc.cluster.local, orders.shop",
        "kubernetes:orders.shop:grpc, orders.shop:grpc",
        "k8s:///orders.shop:grpc, orders.shop:grpc",
    })
    void bothKindsOfUriAreUnderstood(String target, String service) {
        assertThat(Target.parse(URI.create(target)).service()).isEqualTo(ServiceRef.parse(service));
        assertThat(Target.parse(Uri.create(target)).service()).isEqualTo(ServiceRef.parse(service));
    }

    @Test
    void aPortNameInTheAuthorityOnlyTheOlderKindOfUriAllows() {
        assertThat(Target.parse(URI.create("kubernetes://orders.shop:grpc/")).service())
                .isEqualTo(ServiceRef.parse("orders.shop:grpc"));
        assertThatIllegalArgumentException().isThrownBy(() -> Uri.create("kubernetes://orders.shop:grpc/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes:///orders.shop:grpc?policy=round_robin",
                "kubernetes://shop/orders:grpc?policy=round_robin",
                "kubernetes:orders.shop:grpc?policy=round_robin",
            })
    void aTargetMayNameThePolicy(String target) {
        assertThat(Target.parse(URI.create(target)).policy()).contains("round_robin");
        assertThat(Target.parse(Uri.create(target)).policy()).contains("round_robin");
        assertThat(Target.parse(Uri.create(target)).service()).isEqualTo(ServiceRef.parse("orders.shop:grpc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes:///",
                "kubernetes:///Orders_1",
                "kubernetes:///orders.shop:grpc/more",
                "kubernetes:///orders.shop:0",
                "kubernetes:///orders.shop:70000",
                "kubernetes://other/orders.shop:grpc",
                "kubernetes:///a.b.c:grpc",
                "kubernetes:///orders.shop:grpc?policy=",
                "kubernetes:///orders.shop:grpc?pick=first",
                "kubernetes:///orders.shop:grpc?policy=a&policy=b",
            })
    void anotherTargetIsRefusedWithItsTextAndTheForms(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse(URI.create(target)))
                .withMessageContaining("target: " + target + " (expected: ")
                .withMessageContaining("kubernetes:///orders.shop:grpc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse(Uri.create(target)))
                .withMessageContaining("target: " + target + " (expected: ");
    }
}
