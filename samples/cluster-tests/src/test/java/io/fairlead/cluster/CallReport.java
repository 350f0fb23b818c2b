package io.fairlead.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What {@code fairlead call --json} reports.
 *
 * @param requests calls
 * @param failed calls that failed for the caller
 * @param retried calls with more than one attempt
 * @param failedOpen calls that went to the Service's name
 * @param errors how often each error text was seen
 * @param p99 milliseconds from the intended start, as {@code max}
 * @param max the longest
 * @param endpoints attempts of each, {@code address:port}
 * @param firstUsed when each was used first
 */
record CallReport(
        long requests,
        long failed,
        long retried,
        long failedOpen,
        Map<String, Long> errors,
        double p99,
        double max,
        Map<String, Long> endpoints,
        Map<String, Instant> firstUsed) {

    static CallReport read(Path file) {
        try {
            return of(Lab.JSON.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CallReport of(JsonNode json) {
        return new CallReport(
                json.required("requests").asLong(),
                json.required("failed").asLong(),
                json.required("retried").asLong(),
                json.required("failedOpen").asLong(),
                longs(json.required("errors")),
                json.required("latencyMillis").required("p99").asDouble(),
                json.required("latencyMillis").required("max").asDouble(),
                longs(json.required("endpoints")),
                json.required("firstUsed")
                        .propertyStream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Instant.parse(entry.getValue().asString()))));
    }

    private static Map<String, Long> longs(JsonNode object) {
        return object.propertyStream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .asLong()));
    }

    /** In one line, for the log. */
    @Override
    public String toString() {
        return "requests %d, failed %d, retried %d, failed open %d, p99 %.1f ms, max %.1f ms, endpoints %d%s"
                .formatted(
                        requests,
                        failed,
                        retried,
                        failedOpen,
                        p99,
                        max,
                        endpoints.size(),
                        errors.isEmpty() ? "" : ", errors " + errors);
    }
}
