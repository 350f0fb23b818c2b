package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.REF;
import static io.fairlead.kubernetes.WatchFixture.SERVICE;
import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Location;
import io.fairlead.selection.Selection;
import io.fairlead.testkit.Manifest;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.SliceManifest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is large, doubled or senseless, over a real HTTP API: the rest is used, and nothing stays stuck. */
class AbsurdSizesTest {
    private static final int SLICES = 100;
    private static final int ENDPOINTS = 100;

    private final WatchFixture fixture = new WatchFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tenThousandEndpointsInAHundredSlicesEachTwiceAreTenThousand() {
        fixture.api.apply(SERVICE);
        for (String copy : new String[] {"a", "b"}) {
            fixture.api.apply(IntStream.range(0, SLICES)
                    .mapToObj(slice -> SliceManifest.of("orders", copy + slice)
                            .namespace("shop")
                            .port("http", 8080)
                            .ready(IntStream.range(0, ENDPOINTS)
                                    .mapToObj(number -> "10.1." + slice + "." + number)
                                    .toArray(String[]::new)))
                    .toArray(Manifest[]::new));
        }
        fixture.resolver.subscribe(REF, fixture.heard::add);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(fixture.addresses()).hasSize(2 * SLICES * ENDPOINTS));
        assertThat(Selection.of(fixture.snapshot(), Location.UNKNOWN).usable()).hasSize(SLICES * ENDPOINTS);
    }

    @Test
    void aSliceOfTheWrongTypesHidesNoOtherAndHeals() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        SliceManifest absurd =
                SliceManifest.of("orders", "absurd").namespace("shop").port("http", 8080);
        fixture.api.apply(absurd.with(
                slice -> slice.put("endpoints", "none").put("ports", 65536).put("future", 1e300)));
        fixture.resolver.subscribe(REF, fixture.heard::add);
        fixture.awaitAddresses("10.0.0.1");

        fixture.api.apply(absurd.ready("10.0.0.2"));
        fixture.awaitAddresses("10.0.0.1", "10.0.0.2");
        fixture.api.apply(absurd.port("http", 0).port("http", 65536).with(slice -> slice.put("addressType", 4)));
        fixture.awaitAddresses("10.0.0.1");
    }

    @Test
    void aServiceOfTheWrongTypesIsHeardOfOnceItIsRight() {
        fixture.api.apply(SLICE.ready("10.0.0.1"), SERVICE.with(service -> service.put("spec", 7)));
        fixture.resolver.subscribe(REF, fixture.heard::add);
        await().until(() -> !fixture.heard.isEmpty());

        fixture.api.apply(SERVICE);
        fixture.awaitAddresses("10.0.0.1");
        fixture.api.apply(SERVICE.with(service -> service.withObject("spec").put("ports", "http")));
        await().until(() -> !fixture.addresses().contains("10.0.0.1"));
        fixture.api.delete(Resource.SERVICES, "shop", "orders");
        fixture.api.apply(SERVICE);
        fixture.awaitAddresses("10.0.0.1");
    }
}
