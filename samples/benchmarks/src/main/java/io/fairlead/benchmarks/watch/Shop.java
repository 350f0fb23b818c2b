package io.fairlead.benchmarks.watch;

import io.fairlead.benchmarks.Addresses;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** An API server with one Service whose slices are full. */
final class Shop implements AutoCloseable {
    static final String NAMESPACE = "shop";
    static final String ORDERS = "orders";
    static final String SERVICE = ORDERS + "." + NAMESPACE + ":http";
    /** What the EndpointSlice controller puts into one at most, by default. */
    static final int PER_SLICE = 100;

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();

    Shop(int endpoints) {
        api.apply(ServiceManifest.named(ORDERS).namespace(NAMESPACE).port("http", 80));
        for (int number = 0; number < endpoints / PER_SLICE; number++) {
            api.apply(slice(number, Addresses.ip(number * PER_SLICE)));
        }
    }

    static String nameOf(int number) {
        return ORDERS + "-" + number;
    }

    /** Changes the address of the first endpoint of the first slice. */
    void mark(String address) {
        api.apply(slice(0, address));
    }

    Path kubeconfig() throws IOException {
        return Files.writeString(Files.createTempFile("kubeconfig", ""), api.kubeconfig());
    }

    @Override
    public void close() {
        api.close();
    }

    private static SliceManifest slice(int number, String first) {
        return SliceManifest.of(ORDERS, nameOf(number))
                .namespace(NAMESPACE)
                .port("http", Addresses.PORT)
                .endpoints(IntStream.range(number * PER_SLICE, (number + 1) * PER_SLICE)
                        .mapToObj(i -> endpoint(i, i % PER_SLICE == 0 ? first : Addresses.ip(i)))
                        .toArray(EndpointManifest[]::new));
    }

    private static EndpointManifest endpoint(int number, String address) {
        return EndpointManifest.at(address)
                .pod(ORDERS + "-" + number, "0f5c9a52-0000-4000-8000-" + String.format("%012d", number))
                .node("node-" + number % 50)
                .zone("zone-" + number % 3);
    }
}
