package io.fairlead.cluster;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What {@code fairlead explain} says of one Service. */
record Explained(JsonNode json) {
    private static final Duration LONGEST = Duration.ofSeconds(40);

    /** Asked by a process beside the cluster; by Service. */
    static Map<String, Explained> fromOutside(String name, List<String> services) {
        return read(Cli.run(name, explain(services)));
    }

    /** Asked by a pod of the namespace on node-1, as a ServiceAccount; by Service. */
    static Map<String, Explained> fromNode1(Space space, String name, String account, List<String> services) {
        return fromNode1(space, name, args -> Manifests.pinned(name, account, args), services);
    }

    /** The same by a pod that knows its node and not its zone. */
    static Map<String, Explained> fromNode1WithoutZone(
            Space space, String name, String account, List<String> services) {
        return fromNode1(space, name, args -> Manifests.pinnedWithoutZone(name, account, args), services);
    }

    private static Map<String, Explained> fromNode1(
            Space space, String name, Function<List<String>, String> manifest, List<String> services) {
        Path file = Cli.file(space.name() + "-" + name);
        space.apply(manifest.apply(Cli.arguments(file, explain(services))));
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(500)).until(() -> List.of("Succeeded", "Failed")
                .contains(phase(space, name)));
        System.out.println(space.kubectl("logs", name));
        space.kubectl("delete", "pod", name, "--wait=false");
        return read(file);
    }

    String source() {
        return json.path("source").asString();
    }

    String reason() {
        return json.path("reason").asString();
    }

    /** Where it was asked, and how that is known. */
    String calledFrom() {
        return json.path("calledFrom").asString();
    }

    /** Address and port of those that may be picked. */
    Set<String> used() {
        return json.path("endpoints")
                .valueStream()
                .filter(endpoint -> endpoint.path("eligible").asBoolean())
                .map(endpoint -> endpoint.path("address").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> explain(List<String> services) {
        return Stream.concat(Stream.of("explain"), services.stream()).toList();
    }

    private static String phase(Space space, String pod) {
        return space.json("get", "pod", pod).path("status").path("phase").asString("Pending");
    }

    private static Map<String, Explained> read(Path file) {
        JsonNode all = Lab.JSON.readTree(file.toFile());
        return (all.isArray() ? all.valueStream() : Stream.of(all))
                .collect(Collectors.toMap(one -> one.path("service").asString(), Explained::new));
    }
}
