package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testkit.Resource;
import io.fairlead.testkit.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiagnoseTest {
    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = new Cluster(folder, Map.of("NODE_NAME", "node-1", "ORDERS_SERVICE_HOST", "10.0.0.7"));
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aServiceThatIsFoundNeedsNothing() {
        cluster.orders(4001);
        cluster.notReady(4002);

        Cluster.Run run = cluster.run("diagnose", "orders.shop:http");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .contains(
                        "place        ok    node node-1",
                        "watch        ok    knows 1 usable endpoints of 2",
                        "service      ok    orders.shop:http: 1 usable endpoints of 2, from watch")
                .doesNotContain("FIX");
    }

    @Test
    void aDeniedPermissionIsToldWithTheRoleThoughTheVariablesAnswer() {
        cluster.orders(4001);
        cluster.api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));

        Cluster.Run run = cluster.run("diagnose", "orders.shop:http");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("watch        FIX ", "may not list endpointslices in namespace shop", "kind: Role");
    }

    @Test
    void aPortThatIsNotThereIsToldWithThoseThatAre() {
        cluster.orders(4001);

        Cluster.Run run = cluster.run("diagnose", "orders.shop:grpc");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("service      FIX ", "has no port grpc", "http");
    }

    @Test
    void anUnknownServiceIsToldWithItsNamespace() {
        Cluster.Run run = cluster.run("diagnose", "order.shop:http");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("service      FIX ", "Service order does not exist in namespace shop");
    }

    @Test
    void aServiceWithoutReadyPodsIsToldWithTheirAddresses() {
        cluster.orders();
        cluster.notReady(4001);

        Cluster.Run run = cluster.run("diagnose", "orders.shop:http");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("service      FIX ", "127.0.0.1:4001 not ready");
    }
}
