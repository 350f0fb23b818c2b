package io.fairlead.vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.MultipleFailuresError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vector files of a folder, plain or gzipped: that of the system property {@code fairlead.vectors}, an absolute path, else
 * the one among the test resources. What a named folder lacks is reported as skipped, never taken from elsewhere.
 */
public final class VectorFiles {
    private static final JsonMapper JSON = new JsonMapper();

    private VectorFiles() {}

    /** A test that runs every record of a file and tells all that fail, each with its id. */
    public static DynamicTest eachRecordOf(String file, Consumer<JsonNode> check) {
        Path folder = folder();
        return DynamicTest.dynamicTest(file, () -> {
            Optional<Path> path = find(folder, file);
            if (path.isEmpty()) {
                System.out.println("vectors: " + file + ": skipped, not in " + folder);
            }
            Assumptions.assumeTrue(path.isPresent(), () -> "no " + file + " in " + folder + ", plain or .gz");
            List<JsonNode> records = read(path.orElseThrow());
            Assertions.assertThat(records).as("records of %s", path.get()).isNotEmpty();
            List<Throwable> failures = run(records, check);
            System.out.println(
                    "vectors: " + file + ": " + records.size() + " records run, " + failures.size() + " failed");
            if (!failures.isEmpty()) {
                throw new MultipleFailuresError(failures.size() + " of " + records.size() + " records", failures);
            }
        });
    }

    private static List<Throwable> run(List<JsonNode> records, Consumer<JsonNode> check) {
        List<Throwable> failures = new ArrayList<>();
        for (JsonNode each : records) {
            try {
                check.accept(each);
            } catch (RuntimeException | AssertionError e) {
                failures.add(new AssertionError(each.path("id").asString() + ": " + e.getMessage(), e));
            }
        }
        return failures;
    }

    private static Path folder() {
        String named = System.getProperty("fairlead.vectors");
        if (named == null) {
            return builtIn();
        }
        Path folder = Path.of(named);
        Assertions.assertThat(folder).as("fairlead.vectors").isAbsolute().isDirectory();
        return folder;
    }

    private static Path builtIn() {
        URL readme = Objects.requireNonNull(VectorFiles.class.getResource("/vectors/README.md"));
        try {
            return Objects.requireNonNull(Path.of(readme.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> find(Path folder, String file) {
        Path plain = folder.resolve(file);
        Path zipped = folder.resolve(file + ".gz");
        return Files.exists(plain) ? Optional.of(plain) : Optional.of(zipped).filter(Files::exists);
    }

    private static List<JsonNode> read(Path path) {
        try (InputStream bytes = Files.newInputStream(path);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                        StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank())
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
