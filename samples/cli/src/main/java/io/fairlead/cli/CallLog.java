package io.fairlead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where {@code --calls} leads: a line of JSON for each call, in the order in which they end. A file that cannot be written any more
 * does not disturb the calls; {@link #close} tells of it. Not safe for use by several threads at a time.
 */
final class CallLog implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();
    private static final double MILLI = 1000;

    private final Path path;
    private final Writer lines;
    private @Nullable IOException failure;

    /** As it is written: when it was to start, how long it took from then on, its attempts, what went wrong if anything did. */
    private record Line(
            String at,
            double millis,
            List<Attempt> attempts,
            @Nullable String error) {}

    private record Attempt(String at, String endpoint) {
        static Attempt of(CallRecord.Attempt attempt) {
            return new Attempt(CallReport.text(attempt.at()), attempt.endpoint());
        }
    }

    private CallLog(Path path, Writer lines) {
        this.path = path;
        this.lines = lines;
    }

    /** A new file in place of any other of that name. */
    static CallLog open(Path path) {
        try {
            return new CallLog(path, Files.newBufferedWriter(path, UTF_8));
        } catch (IOException e) {
            throw JsonFile.cannotWrite(path, e);
        }
    }

    /** A call that was to start at that time has ended. */
    void ended(Instant intended, Duration latency, List<CallRecord.Attempt> attempts, Optional<String> error) {
        if (failure != null) {
            return;
        }
        long micros = latency.toNanos() / 1000;
        Line line = new Line(
                CallReport.text(intended),
                micros / MILLI,
                attempts.stream().map(Attempt::of).toList(),
                error.orElse(null));
        try {
            lines.write(JSON.writeValueAsString(line));
            lines.write('\n');
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Ends the file.
     *
     * @throws UncheckedIOException if not every line could be written
     */
    @Override
    public void close() {
        try (lines) {
            if (failure != null) {
                throw failure;
            }
        } catch (IOException e) {
            throw JsonFile.cannotWrite(path, e);
        }
    }
}
