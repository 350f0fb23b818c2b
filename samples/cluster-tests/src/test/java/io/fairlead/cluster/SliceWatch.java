package io.fairlead.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/** Observes, by a way that no partition cuts, when each address first stood ready in a slice of the Service. */
final class SliceWatch implements AutoCloseable {
    private final Map<String, Instant> firstReady = new ConcurrentHashMap<>();
    private final Orders orders;
    private final Thread reader = new Thread(this::read, "slices");
    private volatile Process process;
    private volatile boolean closed;

    private SliceWatch(Orders orders) {
        this.orders = orders;
        this.process = watch();
    }

    /** What is ready before it returns counts as ready since now. */
    static SliceWatch start(Orders orders) {
        SliceWatch watch = new SliceWatch(orders);
        watch.reader.setDaemon(true);
        watch.reader.start();
        return watch;
    }

    /** When that address, without port, was first seen ready; waits a moment for it. */
    Instant firstReady(String address) {
        await().atMost(Duration.ofSeconds(10)).until(() -> firstReady.containsKey(address));
        return firstReady.get(address);
    }

    /** The earliest of those that came after an instant. */
    Optional<Instant> firstReadyAfter(Instant instant) {
        return firstReady.values().stream()
                .filter(ready -> ready.isAfter(instant))
                .min(Instant::compareTo);
    }

    private Process watch() {
        return orders.watch("get", "endpointslices", "-l", "kubernetes.io/service-name=orders", "-w", "-o", "json");
    }

    /** Again and again: with the API server the watch ends. */
    private void read() {
        while (!closed) {
            try (MappingIterator<JsonNode> events =
                    Lab.JSON.readerFor(JsonNode.class).readValues(process.getInputStream())) {
                while (events.hasNextValue()) {
                    note(events.nextValue());
                }
            } catch (JacksonException e) {
                // cut off in the middle: the next one begins with everything
            }
            if (!closed) {
                Lab.letPass(Duration.ofMillis(100));
                process = watch();
            }
        }
    }

    private void note(JsonNode event) {
        Instant now = Instant.now();
        for (JsonNode slice : event.path("kind").asString().equals("List") ? event.path("items") : List.of(event)) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                    endpoint.path("addresses").forEach(address -> firstReady.putIfAbsent(address.asString(), now));
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        process.destroy();
    }
}
