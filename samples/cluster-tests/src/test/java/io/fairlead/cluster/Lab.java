package io.fairlead.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cluster on this machine, {@code .ci/lab}. The tests run inside its network, by {@code cluster exec}, and reach the API server by
 * the way of its own components, which a partition does not cut.
 */
final class Lab {
    static {
        // A look is a kubectl, which takes a tenth of a second of one of two cores from what is measured.
        Awaitility.setDefaultPollInterval(Duration.ofSeconds(1));
    }

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final InetSocketAddress API_SERVER = new InetSocketAddress("10.96.0.1", 443);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Lab() {}

    /** What a command of this machine prints; an exit code but 0 is an error that tells it. */
    static String run(String... command) {
        return output(start(List.of(command)), "");
    }

    /** A verb of the lab's own command, such as {@code partition on}. */
    static String cluster(String... verb) {
        return output(start(List.of(property("fairlead.lab")), verb), "");
    }

    static String kubectl(String... args) {
        return output(start(kubectl(), args), "");
    }

    static JsonNode json(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("-o", "json"));
        return JSON.readTree(kubectl(all.toArray(String[]::new)));
    }

    static void apply(String namespace, String manifest) {
        output(start(kubectl(), "-n", namespace, "apply", "-f", "-"), manifest);
    }

    /** For output that goes on, such as that of {@code get --watch}. */
    static Process startKubectl(String... args) {
        return start(kubectl(), args);
    }

    /** Returns once the virtual IP through which pods reach the API server leads there. */
    static void awaitApiServer() {
        await().pollInterval(Duration.ofMillis(50)).atMost(LONGEST).until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(API_SERVER, 1000);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Returns after that time; for faults that have to last. */
    static void letPass(Duration time) {
        await().pollDelay(time).timeout(time.plusSeconds(10)).until(() -> true);
    }

    /** A file that the build made. */
    static Path file(String property) {
        return Path.of(property(property)).toAbsolutePath();
    }

    private static List<String> kubectl() {
        String state = Objects.requireNonNull(
                System.getenv("LAB_STATE"), "LAB_STATE is not set (expected: to run in .ci/lab/cluster exec)");
        return List.of("kubectl", "--kubeconfig", state + "/internal.kubeconfig");
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    private static Process start(List<String> command, String... args) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(args));
        try {
            return new ProcessBuilder(all).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(Process process, String input) {
        try {
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            try (var stdin = process.outputWriter(UTF_8)) {
                stdin.write(input);
            }
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("longer than " + LONGEST + ": " + process.info());
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "exit code " + process.exitValue() + ": " + errors.join() + output.join());
            }
            return output.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
