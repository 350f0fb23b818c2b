package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.testkit.Resource;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchTest {
    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = Cluster.in(folder);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void changesAreToldAsTheyComeUntilTheStop() {
        cluster.orders(4001);
        Cluster.Running watch = cluster.start("watch", "orders.shop:http");

        await().untilAsserted(() -> assertThat(watch.printed()).contains("1 of 1 endpoints used", "+ 127.0.0.1:4001"));
        cluster.endpoint(4002);
        await().untilAsserted(() -> assertThat(watch.printed()).contains("2 of 2 endpoints used", "+ 127.0.0.1:4002"));
        cluster.notReady(4002);
        await().untilAsserted(() -> assertThat(watch.printed()).contains("1 of 2 endpoints used", "~ 127.0.0.1:4002"));
        cluster.api.delete(Resource.ENDPOINT_SLICES, "shop", "orders-4002");
        await().untilAsserted(() -> assertThat(watch.printed()).contains("- 127.0.0.1:4002"));

        watch.stop().request();
        assertThat(watch.join().code()).isZero();
    }

    @Test
    void aServiceThatIsNotThereIsWaitedFor() {
        Cluster.Running watch = cluster.start("watch", "orders.shop:http");
        await().untilAsserted(() -> assertThat(watch.printed()).contains("from none"));

        cluster.orders(4001);

        await().untilAsserted(() -> assertThat(watch.printed()).contains("+ 127.0.0.1:4001"));
        watch.stop().request();
        assertThat(watch.join().code()).isZero();
    }
}
