package io.fairlead.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.kubernetes.MappedVectors;
import io.fairlead.vectors.VectorFiles;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every record that kube-proxy's own code computed, by the path that ships: read and mapped as the watch does it. */
class KubeProxyVectorTest {
    /** What is compared, by keys such as {@code http/TCP/IPv4}: the usable endpoints and the verdict. */
    private record Outcome(Map<String, Set<String>> usable, Map<String, String> verdicts) {}

    @TestFactory
    Stream<DynamicTest> kubeProxyDecidesTheSame() {
        return Stream.of(
                VectorFiles.eachRecordOf("kube-proxy-cases.jsonl", this::runCase),
                VectorFiles.eachRecordOf("kube-proxy-ambiguous-cases.jsonl", this::runAmbiguousCase),
                VectorFiles.eachRecordOf("kube-proxy-sequences.jsonl", this::runSequence),
                VectorFiles.eachRecordOf("kube-proxy-service-sequences.jsonl", this::runSequence));
    }

    private void runCase(JsonNode each) {
        Outcome outcome = outcomeOfCase(each);

        assertThat(outcome.usable()).isEqualTo(sets(each.get("expected")));
        assertThat(outcome.verdicts()).isEqualTo(texts(each.get("verdict")));
    }

    private void runAmbiguousCase(JsonNode each) {
        List<Map<String, Set<String>>> acceptable = each.get("expectedAnyOf")
                .valueStream()
                .map(KubeProxyVectorTest::sets)
                .toList();

        assertThat(outcomeOfCase(each).usable()).isIn(acceptable);
    }

    private void runSequence(JsonNode each) {
        Cluster cluster = new Cluster(each);
        JsonNode steps = each.get("steps");
        assertThat(each.get("expectedAfterEachStep").size()).isEqualTo(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            cluster.apply(steps.get(i));
            Outcome outcome = cluster.outcome();
            assertThat(outcome.usable())
                    .as("after step %s", i)
                    .isEqualTo(sets(each.get("expectedAfterEachStep").get(i)));
            assertThat(outcome.verdicts())
                    .as("after step %s", i)
                    .isEqualTo(texts(each.get("verdictAfterEachStep").get(i)));
        }
    }

    private Outcome outcomeOfCase(JsonNode each) {
        return outcome(
                each.get("service"), each.get("endpointSlices").valueStream().toList(), location(each.get("client")));
    }

    private Outcome outcome(JsonNode service, Collection<JsonNode> slices, Location client) {
        Outcome outcome = new Outcome(new TreeMap<>(), new TreeMap<>());
        MappedVectors.snapshots(service, slices).forEach((port, snapshot) -> addTo(outcome, port, snapshot, client));
        return outcome;
    }

    private static void addTo(Outcome outcome, String port, EndpointSnapshot snapshot, Location client) {
        Selection selection = Selection.of(snapshot, client);
        for (FamilySelection family : selection.families()) {
            String key = port + "/" + (family.family() == IpFamily.IPV4 ? "IPv4" : "IPv6");
            outcome.usable()
                    .put(
                            key,
                            family.endpoints().stream().map(Endpoint::hostPort).collect(Collectors.toSet()));
            outcome.verdicts().put(key, verdict(family.rule()));
        }
        Set<Endpoint> eligible = selection.explain().stream()
                .filter(Verdict::eligible)
                .map(Verdict::endpoint)
                .collect(Collectors.toSet());
        assertThat(eligible)
                .as("what is explained as eligible")
                .containsExactlyInAnyOrderElementsOf(selection.families().stream()
                        .flatMap(family -> family.endpoints().stream())
                        .toList());
    }

    private static String verdict(Rule rule) {
        return switch (rule) {
            case NONE_ANYWHERE -> "reject";
            case NONE_ON_THIS_NODE -> "drop";
            default -> "forward";
        };
    }

    private static Location location(JsonNode client) {
        return new Location(client.get("node").asString(), client.get("zone").asString());
    }

    private static Map<String, Set<String>> sets(JsonNode expected) {
        Map<String, Set<String>> sets = new TreeMap<>();
        expected.properties()
                .forEach(entry -> sets.put(
                        entry.getKey(),
                        entry.getValue()
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return sets;
    }

    private static Map<String, String> texts(JsonNode verdicts) {
        Map<String, String> texts = new TreeMap<>();
        verdicts.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }

    /** What a watcher holds after the steps so far. */
    private final class Cluster {
        private final Map<String, JsonNode> slices = new LinkedHashMap<>();
        private Optional<JsonNode> service;
        private Location client;

        Cluster(JsonNode sequence) {
            client = location(sequence.get("client"));
            boolean present = sequence.get("servicePresentAtStart").asBoolean();
            service = Optional.of(sequence.get("service")).filter(known -> present);
        }

        void apply(JsonNode step) {
            switch (step.get("op").asString()) {
                case "add", "update" -> slices.put(name(step), step.get("slice"));
                case "delete" -> slices.remove(name(step));
                case "service-add", "service-update" -> service = Optional.of(step.get("service"));
                case "service-delete" -> service = Optional.empty();
                case "client-zone" ->
                    client = new Location(client.node(), step.get("zone").asString());
                default -> throw new IllegalArgumentException("op: " + step.get("op"));
            }
        }

        Outcome outcome() {
            return service.map(known -> KubeProxyVectorTest.this.outcome(known, slices.values(), client))
                    .orElseGet(() -> new Outcome(Map.of(), Map.of()));
        }

        private String name(JsonNode step) {
            JsonNode metadata = step.get("slice").get("metadata");
            return metadata.get("namespace").asString() + "/"
                    + metadata.get("name").asString();
        }
    }
}
