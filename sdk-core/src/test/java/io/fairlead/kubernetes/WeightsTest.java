package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    private static final SliceManifest SLICE = SliceManifest.of("orders", "a")
            .namespace("shop")
            .port("http", 8080)
            .endpoints(
                    EndpointManifest.at("10.0.0.1").zone("a").node("n1").pod("orders-1", "u1"),
                    EndpointManifest.at("10.0.0.2").zone("a").node("n2").pod("orders-2", "u2"),
                    EndpointManifest.at("10.0.0.3").zone("b").node("n3").pod("orders-3", "u3"));

    @Test
    void withoutAnnotationsEveryEndpointWeighsOne() {
        assertThat(weights(map("", SLICE)))
                .isEqualTo(Map.of("10.0.0.1:8080", 1.0, "10.0.0.2:8080", 1.0, "10.0.0.3:8080", 1.0));
    }

    @Test
    void theNarrowestWordCounts() {
        EndpointMapping.Mapped mapped = map(" zone/a=2, node/n2=0.5 ,pod/orders-3=7,zone/b=0,", SLICE);

        assertThat(weights(mapped)).isEqualTo(Map.of("10.0.0.1:8080", 2.0, "10.0.0.2:8080", 0.5, "10.0.0.3:8080", 7.0));
        assertThat(mapped.skipped()).isEmpty();
    }

    @Test
    void aHandWrittenSliceSaysTheWeightOfItsEndpoints() {
        SliceManifest written = annotated(
                SliceManifest.of("orders", "b")
                        .namespace("shop")
                        .port("http", 8080)
                        .endpoints(
                                EndpointManifest.at("10.0.0.8").zone("a"),
                                EndpointManifest.at("10.0.0.9").zone("a").node("n9")),
                "3");

        assertThat(weights(map("zone/a=2,node/n9=4", SLICE, written)))
                .containsEntry("10.0.0.1:8080", 2.0)
                .containsEntry("10.0.0.8:8080", 3.0)
                .containsEntry("10.0.0.9:8080", 4.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zone/a",
                "zone/a=",
                "zone/a=x",
                "zone/a=-1",
                "zone/a=NaN",
                "zone/a=Infinity",
                "rack/a=1",
                "a=1",
                "/a=1",
                "zone/=1",
                "=1",
                "zone/a=1=x"
            })
    void aBadEntryIsSkippedAndTold(String bad) {
        EndpointMapping.Mapped mapped = map(bad + ",zone/b=3", SLICE);

        assertThat(weights(mapped)).containsEntry("10.0.0.1:8080", 1.0).containsEntry("10.0.0.3:8080", 3.0);
        assertThat(mapped.skipped())
                .containsExactly("fairlead.io/weights: " + bad
                        + " (expected: zone/NAME=w, node/NAME=w or pod/NAME=w; w: a finite number, 0 or more)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "NaN"})
    void aBadWeightOfASliceIsSkippedAndTold(String bad) {
        EndpointMapping.Mapped mapped = map("", annotated(SLICE, bad));

        assertThat(weights(mapped)).containsEntry("10.0.0.1:8080", 1.0);
        assertThat(mapped.skipped())
                .containsExactly("fairlead.io/weight: " + bad + " (expected: a finite number, 0 or more)");
    }

    @Test
    void endlessNonsenseIsCutShort() {
        String nonsense = "x".repeat(1000);

        EndpointMapping.Mapped mapped = map(
                Arrays.stream(new int[500]).mapToObj(i -> nonsense).collect(Collectors.joining(",")) + ",zone/b=3",
                SLICE);

        assertThat(mapped.skipped()).hasSizeLessThanOrEqualTo(20).allMatch(text -> text.length() < 300);
        assertThat(weights(mapped)).containsEntry("10.0.0.3:8080", 3.0);
    }

    private static Map<String, Double> weights(EndpointMapping.Mapped mapped) {
        List<Endpoint> endpoints =
                ((Resolution.Resolved) mapped.resolution()).snapshot().endpoints();
        return endpoints.stream().collect(Collectors.toMap(Endpoint::hostPort, Endpoint::weight));
    }

    private static SliceManifest annotated(SliceManifest slice, String weight) {
        return slice.with(json ->
                json.withObject("metadata").withObjectProperty("annotations").put("fairlead.io/weight", weight));
    }

    private static EndpointMapping.Mapped map(String annotation, SliceManifest... slices) {
        ServiceManifest service =
                ServiceManifest.named("orders").namespace("shop").port("http", 80);
        ServiceManifest annotated =
                annotation.isEmpty() ? service : service.annotation("fairlead.io/weights", annotation);
        return EndpointMapping.resolve(
                ServiceRef.parse("orders.shop:http"),
                Optional.of(Parsed.service(annotated.json().toString())),
                Arrays.stream(slices)
                        .map(slice -> Parsed.slice(slice.json().toString()))
                        .toList(),
                Parsed.RULES);
    }
}
