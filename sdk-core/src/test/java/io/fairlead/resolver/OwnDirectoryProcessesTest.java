package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.ServiceRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes write one Service's file, one of them is killed at some place of a write: whoever reads gets a whole answer. */
class OwnDirectoryProcessesTest {
    private static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:http");
    private static final String NAME = LastGoodFormat.fileName(ORDERS);
    private static final int WRITERS = 3;
    private static final int READS = 400;

    @TempDir
    Path parent;

    @Test
    void aReaderAlwaysGetsAWholeAnswer() throws IOException, InterruptedException {
        OwnDirectory directory = OwnDirectory.open(parent.resolve("answers"));
        directory.replace(NAME, LastGoodFormat.write(answer(1)));
        List<Process> writers = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(startWriter());
            }
            for (Process writer : writers) {
                // Its first line says that it writes.
                assertThat(writer.inputReader().readLine()).isEqualTo("writing");
            }
            for (int i = 0; i < READS; i++) {
                LastGoodAnswer read = LastGoodReader.read(directory.read(NAME), ORDERS);
                assertThat(read).isEqualTo(answer(read.snapshot().endpoints().size()));
                if (i == READS / 2) {
                    writers.get(0).destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
            }
            assertThat(writers.subList(1, WRITERS)).allMatch(Process::isAlive);
        } finally {
            writers.forEach(Process::destroyForcibly);
        }
    }

    private Process startWriter() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        parent.resolve("answers").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    // As many endpoints as that, so that files differ in length.
    private static LastGoodAnswer answer(int size) {
        List<Endpoint> endpoints = IntStream.range(0, size)
                .mapToObj(i -> Endpoint.of("10.0." + size % 250 + "." + i % 250, 8080))
                .toList();
        return new LastGoodAnswer(
                EndpointSnapshot.asGiven(ORDERS, "watch", endpoints), Instant.EPOCH.plusSeconds(size));
    }

    /** Writes until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            OwnDirectory directory = OwnDirectory.open(Path.of(args[0]));
            for (int i = 0; ; i++) {
                directory.replace(NAME, LastGoodFormat.write(answer(1 + i % 300)));
                if (i == 0) {
                    System.out.println("writing");
                }
            }
        }
    }
}
