package io.fairlead.cluster;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
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
 * @param slow calls of more than 900 ms
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
        long slow,
        Map<String, Long> endpoints,
        Map<String, Instant> firstUsed) {
    private static final int ERRORS_SHOWN = 3;
    private static final int ERROR_LENGTH = 160;

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
                json.required("latencyMillis")
                        .required("slowerThan")
                        .required("900")
                        .asLong(),
                longs(json.required("endpoints")),
                json.required("firstUsed")
                        .propertyStream()
                        .collect(toMap(
                                Map.Entry::getKey,
                                entry -> Instant.parse(entry.getValue().asString()))));
    }

    private static Map<String, Long> longs(JsonNode object) {
        return object.propertyStream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().asLong()));
    }

    /** In one line, for the log; the whole is in the file. */
    @Override
    public String toString() {
        return "requests %d, failed %d, retried %d, failed open %d, p99 %.1f ms, max %.1f ms, endpoints %d%s"
                .formatted(requests, failed, retried, failedOpen, p99, max, endpoints.size(), mostFrequentErrors());
    }

    private String mostFrequentErrors() {
        return errors.isEmpty()
                ? ""
                : errors.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(ERRORS_SHOWN)
                        .map(error -> error.getValue() + " x " + shortened(error.getKey()))
                        .collect(joining("; ", ", " + errors.size() + " kinds of error: ", ""));
    }

    private static String shortened(String text) {
        return text.length() <= ERROR_LENGTH ? text : text.substring(0, ERROR_LENGTH) + "…";
    }
}
