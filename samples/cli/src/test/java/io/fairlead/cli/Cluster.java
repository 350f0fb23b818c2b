package io.fairlead.cli;

import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program against an embedded API with a Service {@code orders.shop}, port http 80, whose endpoints are on loopback. */
final class Cluster implements AutoCloseable {
    final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    final Path json;
    private final Path folder;
    private final Path kubeconfig;
    private final Map<String, String> environment;

    static {
        // A first answer takes a cold client seconds where other builds have the processors.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private Duration patience = Duration.ofSeconds(30);

    Cluster(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        json = folder.resolve("result.json");
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
    }

    static Cluster in(Path folder) throws IOException {
        return new Cluster(folder, Map.of());
    }

    /** The Service with these endpoints, each in a slice of its own, since each has a port of its own. */
    Cluster orders(int... ports) {
        api.apply(ServiceManifest.named("orders").namespace("shop").port("http", 80));
        for (int port : ports) {
            endpoint(port);
        }
        return this;
    }

    void endpoint(int port) {
        api.apply(slice(port, SliceManifest::ready));
    }

    void endpoint(int port, String zone) {
        api.apply(slice(
                port,
                (slice, address) -> slice.endpoints(EndpointManifest.at(address).zone(zone))));
    }

    void notReady(int port) {
        api.apply(slice(
                port,
                (slice, address) -> slice.endpoints(EndpointManifest.at(address).unready())));
    }

    private interface Filling {
        SliceManifest of(SliceManifest slice, String address);
    }

    private static SliceManifest slice(int port, Filling filling) {
        SliceManifest slice =
                SliceManifest.of("orders", "orders-" + port).namespace("shop").port("http", port);
        return filling.of(slice, "127.0.0.1");
    }

    /** How long an API server that does not answer is waited for. */
    void patience(Duration value) {
        patience = value;
    }

    /** What a run printed and how it ended. */
    record Run(int code, String out, String err) {}

    Run run(String... args) {
        return start(args).join();
    }

    /** A run that goes on. */
    record Running(CompletableFuture<Run> result, ByteArrayOutputStream out, Stop stop) {
        String printed() {
            return out.toString(StandardCharsets.UTF_8);
        }

        Run join() {
            return result.join();
        }
    }

    Running start(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Stop stop = new Stop();
        KubernetesOptions kubernetes = KubernetesOptions.builder()
                .kubeconfig(kubeconfig)
                .admitLoopback(true)
                .build();
        Surroundings surroundings = new Surroundings(print(out), print(err), stop, kubernetes, environment, patience);
        CompletableFuture<Run> result = CompletableFuture.supplyAsync(
                () -> new Run(
                        Main.run(List.of(args), surroundings),
                        out.toString(StandardCharsets.UTF_8),
                        err.toString(StandardCharsets.UTF_8)),
                task -> new Thread(task, "run").start());
        return new Running(result, out, stop);
    }

    JsonNode result() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(json));
    }

    Path folder() {
        return folder;
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        api.close();
    }
}
