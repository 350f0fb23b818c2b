package io.fairlead.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line as a process beside the cluster, which finds it by a kubeconfig. */
final class Cli {
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private Cli() {}

    /** Runs to its end, and prints what it printed; the result is the file that it wrote. */
    static Path run(String name, List<String> args) {
        Path file = file(name);
        Path log = Path.of(file.toString().replace(".json", ".log"));
        List<String> command = Stream.concat(Manifests.JVM.stream(), arguments(file, args).stream())
                .toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            System.out.println(Files.readString(log, UTF_8));
            if (!ended) {
                throw new IllegalStateException("no end within " + LONGEST + ": " + command);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the JVM. */
    static List<String> arguments(Path file, List<String> args) {
        return Stream.of(
                        List.of("-Xmx128m", "-jar", Lab.file("fairlead.cli").toString()),
                        args,
                        List.of("--json", file.toString()))
                .flatMap(List::stream)
                .toList();
    }

    /** One that is not there yet. Pods see the machine's files. */
    static Path file(String name) {
        Path file = Path.of("target", "cluster", name + ".json").toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
