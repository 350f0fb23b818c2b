package io.fairlead.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What became of all calls, in the form in which it is written as JSON. Times are ISO instants.
 *
 * @param requests calls, those included that were not started
 * @param failed exceptions, HTTP answers from 500 on, gRPC statuses but OK, and calls that were not started
 * @param retried calls with more than one attempt
 * @param failedOpen calls that went to the Service's own address, because its pods could not be found
 * @param errors how often each failure was seen
 * @param latencyMillis of the calls that were started, from their intended start
 * @param endpoints attempts of each, by address and port
 * @param firstUsed when the first attempt of each began
 * @param lastUsed when the last one began
 * @param failures the first 50
 */
record CallReport(
        long requests,
        long failed,
        long retried,
        long failedOpen,
        Map<String, Long> errors,
        Latencies latencyMillis,
        Map<String, Long> endpoints,
        Map<String, String> firstUsed,
        Map<String, String> lastUsed,
        List<Failure> failures) {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    /**
     * One failed call.
     *
     * @param at when it had failed
     * @param error what went wrong
     */
    record Failure(String at, String error) {}

    static CallReport of(
            long requests,
            long failed,
            long retried,
            long failedOpen,
            Map<String, Long> errors,
            Latencies latencies,
            Map<String, Tally.Use> uses,
            List<Failure> failures) {
        return new CallReport(
                requests,
                failed,
                retried,
                failedOpen,
                mostFirst(errors),
                latencies,
                each(uses, Tally.Use::attempts),
                each(uses, use -> text(use.first())),
                each(uses, use -> text(use.last())),
                List.copyOf(failures));
    }

    /** A time as it is written. */
    static String text(Instant at) {
        return MILLIS.format(at);
    }

    /** For people to read. */
    String summary() {
        StringBuilder text = new StringBuilder(
                "%d calls: %d failed, %d retried, %d failed open%n".formatted(requests, failed, retried, failedOpen));
        text.append("latency from the intended start: ").append(latencyMillis).append(System.lineSeparator());
        endpoints.forEach((endpoint, attempts) -> text.append("  %-24s %7d attempts, first %s, last %s%n"
                .formatted(endpoint, attempts, firstUsed.get(endpoint), lastUsed.get(endpoint))));
        errors.forEach((error, times) -> text.append("  %d times %s%n".formatted(times, error)));
        return text.toString().stripTrailing();
    }

    private static Map<String, Long> mostFirst(Map<String, Long> errors) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        errors.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return sorted;
    }

    private static <T> Map<String, T> each(Map<String, Tally.Use> uses, Function<Tally.Use, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        uses.forEach((endpoint, use) -> values.put(endpoint, value.apply(use)));
        return values;
    }
}
