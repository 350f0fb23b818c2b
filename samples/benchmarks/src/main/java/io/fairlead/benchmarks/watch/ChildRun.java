package io.fairlead.benchmarks.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link WatchClient} in a JVM of its own. */
final class ChildRun implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    ChildRun(Side side, Path kubeconfig, int endpoints) throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WatchClient.class.getName(),
                        side.name(),
                        kubeconfig.toString(),
                        Integer.toString(endpoints)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The value of the next line that begins so; others are passed over. */
    long next(String beginning) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(beginning + " ")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the watching process ended before it told of " + beginning);
        }
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
