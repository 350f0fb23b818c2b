package io.fairlead.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What {@code fairlead call --calls} wrote: each call, so that every time has its own percentiles. */
record CallLog(List<Call> calls) {
    /**
     * One call.
     *
     * @param at when it was to start
     * @param millis from then to its end
     * @param attempts in order
     * @param error nothing if it was answered
     */
    record Call(Instant at, double millis, List<Attempt> attempts, Optional<String> error) {
        private static Call of(JsonNode line) {
            return new Call(
                    Instant.parse(line.required("at").asString()),
                    line.required("millis").asDouble(),
                    line.required("attempts").valueStream().map(Attempt::of).toList(),
                    line.required("error").stringValueOpt());
        }

        Instant end() {
            return at.plusNanos((long) (millis * 1e6));
        }
    }

    /** One attempt; of OkHttp by itself only the one that was answered, at the time of its answer. */
    record Attempt(Instant at, String endpoint) {
        private static Attempt of(JsonNode attempt) {
            return new Attempt(
                    Instant.parse(attempt.required("at").asString()),
                    attempt.required("endpoint").asString());
        }
    }

    static CallLog read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return new CallLog(
                    lines.map(line -> Call.of(Lab.JSON.readTree(line))).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls that were to start in a time. */
    CallLog in(Instant from, Instant to) {
        return new CallLog(calls.stream()
                .filter(call -> !call.at().isBefore(from) && call.at().isBefore(to))
                .toList());
    }

    /** The most attempts that began in any so long a time between two instants, by seconds. */
    long mostAttempts(Instant from, Instant to, Duration time) {
        return Stream.iterate(from, each -> !each.plus(time).isAfter(to), each -> each.plusSeconds(1))
                .mapToLong(begin -> attempts()
                        .filter(attempt ->
                                !attempt.at().isBefore(begin) && attempt.at().isBefore(begin.plus(time)))
                        .count())
                .max()
                .orElseThrow();
    }

    private Stream<Attempt> attempts() {
        return calls.stream().flatMap(call -> call.attempts().stream());
    }

    /** When the first attempt on an endpoint began. */
    Optional<Instant> firstUsed(String endpoint) {
        return attempts()
                .filter(attempt -> attempt.endpoint().equals(endpoint))
                .map(Attempt::at)
                .min(Instant::compareTo);
    }

    /** When the first call was answered that was to start after some time. */
    Optional<Instant> firstSuccess(Instant after) {
        return calls.stream()
                .filter(call -> call.error().isEmpty() && call.at().isAfter(after))
                .map(Call::end)
                .min(Instant::compareTo);
    }
}
