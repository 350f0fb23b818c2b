package io.fairlead.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.node.ObjectNode;

/** {@code fairlead watch} as a process in the cluster's network and in no pod: it can begin while there is no API server to make one. */
final class LocalWatch implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final Orders orders;
    private final Process process;
    private final Path log;

    private LocalWatch(Orders orders, Process process, Path log) {
        this.orders = orders;
        this.process = process;
        this.log = log;
    }

    /** Follows the Service by its port number. */
    static LocalWatch start(Orders orders, String name, Path kubeconfig, String... options) {
        Path log = folder().resolve(orders.namespace + "-" + name + ".log");
        List<String> command = new ArrayList<>(List.of(
                "java",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-jar",
                Lab.file("fairlead.cli").toString(),
                "watch"));
        command.add("orders." + orders.namespace + ":80");
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        try {
            return new LocalWatch(orders, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of the cluster's own clients, which the lab keeps current. */
    static Path kubeconfig() {
        return Path.of(Objects.requireNonNull(System.getenv("LAB_STATE"))).resolve("kubeconfig");
    }

    /** Writes a kubeconfig with a token of the clients' service account in place of the credentials. */
    static Path kubeconfigWithToken(Orders orders) {
        String own = Lab.kubectl(
                "config",
                "view",
                "--raw",
                "-o",
                "json",
                "--kubeconfig",
                kubeconfig().toString());
        ObjectNode config = (ObjectNode) Lab.JSON.readTree(own);
        ObjectNode user = (ObjectNode) config.path("users").path(0);
        user.putObject("user")
                .put("token", orders.kubectl("create", "token", "client").strip());
        Path file = folder().resolve(orders.namespace + ".kubeconfig");
        try {
            // As kubectl does it: nobody reads half of one.
            Path whole = Files.writeString(folder().resolve(orders.namespace + ".new"), config.toString());
            return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once the newest line about the Service is such a one; that. */
    String awaitState(Predicate<String> expected) {
        try {
            return await().atMost(LONGEST).pollInterval(Duration.ofMillis(200)).until(this::state, expected);
        } catch (ConditionTimeoutException e) {
            String cluster = orders.kubectl("get", "pods,endpointslices", "-o", "wide");
            throw new AssertionError(
                    "not told within " + LONGEST + ":\n" + text() + "\nthe cluster says:\n" + cluster, e);
        }
    }

    /** Returns once so many endpoints are used, told by the watch. */
    void awaitEndpoints(int count) {
        awaitState(state -> state.contains(", from watch, " + count + " of "));
    }

    /** From its first answer on: a start on a busy machine may take longer than the discovery timeout. */
    void assertNeverFailedOpen() {
        String text = text();
        int first = text.indexOf(text.contains(", from last-good, ") ? ", from last-good, " : ", from watch, ");
        assertThat(text.substring(Math.max(0, first))).doesNotContain("called by its Service address");
    }

    private String state() {
        return text().lines()
                .filter(line -> line.contains(", from ") && !line.startsWith(" "))
                .reduce("", (one, other) -> other);
    }

    private String text() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "cluster").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
