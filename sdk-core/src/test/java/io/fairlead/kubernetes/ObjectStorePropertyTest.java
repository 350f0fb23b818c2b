package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.Protocol;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happened, and in whatever order the slices come: the answer is that of the slices there are at the end. */
class ObjectStorePropertyTest {
    private static final ServiceFacts SERVICE = new ServiceFacts(
            new ObjectId("shop", "orders", "1"),
            TrafficPolicy.CLUSTER,
            List.of(IpFamily.IPV4),
            List.of("10.96.0.7"),
            "",
            List.of(new ServiceFacts.Port("http", Protocol.TCP, 80, 0)),
            Optional.empty(),
            Weights.NONE,
            new External("ClusterIP", false, List.of()));

    @Property
    void anyHistoryOfEventsEndsAsARebuildFromTheFinalSlices(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 99) Integer> history) {
        ObjectStore<Slice> store = new ObjectStore<>(Slice::service);
        Map<String, Slice> last = new HashMap<>();
        int version = 100;
        for (int step : history) {
            Slice slice = slice("slice-" + step % 5, step, ++version);
            boolean deleted = step % 7 == 0;
            store.apply(new WatchEvent<>(deleted ? "DELETED" : "MODIFIED", slice, 0, ""));
            if (deleted) {
                last.remove(slice.id().name());
            } else {
                last.put(slice.id().name(), slice);
            }
        }

        ObjectStore<Slice> rebuilt = new ObjectStore<>(Slice::service);
        rebuilt.replace(new ListReader.Listed<>(List.copyOf(last.values()), Integer.toString(version)));
        assertThat(answer(store)).isEqualTo(answer(rebuilt));
        assertThat(store.agreesWith(new ListReader.Listed<>(List.copyOf(last.values()), "0")))
                .isTrue();
        assertThat(store.version()).isEqualTo(history.isEmpty() ? "" : Integer.toString(version));
    }

    private static EndpointMapping.Mapped answer(ObjectStore<Slice> store) {
        return EndpointMapping.resolve(
                ServiceRef.parse("orders.shop:http"), Optional.of(SERVICE), store.objects("orders"), Parsed.RULES);
    }

    private static Slice slice(String name, int seed, int version) {
        Slice.Entry entry = new Slice.Entry(
                "10.0.0." + (seed + 1), "", Pod.NONE, "", Location.UNKNOWN, Conditions.READY, Hints.NONE);
        return Slice.of(
                new ObjectId("shop", name, Integer.toString(version)),
                "orders",
                Optional.of(IpFamily.IPV4),
                List.of(new Slice.Port("http", Protocol.TCP, 8000 + seed)),
                List.of(entry),
                Optional.empty(),
                Weights.NONE);
    }
}
