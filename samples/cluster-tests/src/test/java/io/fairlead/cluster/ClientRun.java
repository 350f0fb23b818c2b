package io.fairlead.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One run of {@code fairlead call} in a pod of its own. */
final class ClientRun {
    /** What starting a JVM beside eight others, and ending it, may take. */
    private static final Duration AROUND = Duration.ofSeconds(60);

    final String name;
    private final Orders orders;
    private final Duration duration;
    private final Path json;

    private ClientRun(Orders orders, String name, Duration duration) {
        this.orders = orders;
        this.name = name;
        this.duration = duration;
        // Pods see the machine's files.
        this.json = Path.of("target", "cluster", orders.namespace + "-" + name + ".json")
                .toAbsolutePath();
    }

    /** Who makes the pod's manifest of its name and its arguments. */
    interface Kind {
        String manifest(String name, List<String> args);
    }

    static ClientRun start(
            Orders orders, String name, Kind kind, String target, Duration duration, List<String> options) {
        ClientRun run = new ClientRun(orders, name, duration);
        try {
            Files.createDirectories(run.json.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> args = new ArrayList<>(List.of(
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.log.io.fairlead=debug",
                "-jar",
                Lab.file("fairlead.cli").toString(),
                "call",
                target,
                "--rate",
                "200",
                "--duration",
                duration.toSeconds() + "s",
                "--strict",
                "--json",
                run.json.toString()));
        args.addAll(options);
        orders.apply(kind.manifest(name, args));
        return run;
    }

    /** Returns once it has told twice, a line a second, who gets what. */
    void awaitLoad() {
        awaitLines(3);
    }

    /** Returns once it has printed so many lines: one a second of load, of Fairlead one more before. */
    void awaitLines(int lines) {
        await().atMost(AROUND)
                .until(() -> !phase().equals("Pending")
                        && log().lines().filter(line -> !line.isBlank()).count() >= lines);
        if (phase().equals("Failed")) {
            throw new IllegalStateException(name + " failed:\n" + log());
        }
    }

    /** Returns once it has ended. */
    CallReport report() {
        await().atMost(duration.plus(AROUND))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> List.of("Succeeded", "Failed").contains(phase()));
        keepLog();
        if (!phase().equals("Succeeded")) {
            throw new IllegalStateException(name + " " + phase() + ":\n" + log());
        }
        return CallReport.read(json);
    }

    /** Has it end before its time, which loses no call. */
    void stop() {
        keepLog();
        orders.kubectl("delete", "pod", name, "--grace-period=20", "--wait=false");
    }

    /** Returns once it has ended, which was asked for. */
    CallReport stopped() {
        await().atMost(AROUND).until(() -> Files.exists(json));
        return CallReport.read(json);
    }

    /** Beside the report, for whoever has to explain it. */
    private void keepLog() {
        try {
            Files.writeString(Path.of(json.toString().replace(".json", ".log")), orders.kubectl("logs", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return orders.kubectl("logs", name, "--tail=200");
    }

    private String phase() {
        JsonNode pod = orders.json("get", "pod", name);
        return pod.path("status").path("phase").asString("Pending");
    }
}
