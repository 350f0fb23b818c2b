package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FiguresTest {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void everyCallOfThatTimeCountsOnce(@TempDir Path folder) throws IOException {
        List<String> lines = IntStream.range(0, 1000)
                .mapToObj(call -> line(START.plusMillis(call), call + 1, call % 4 == 0 ? "b:1" : "a:1"))
                .toList();
        CallLog log = CallLog.read(Files.write(folder.resolve("calls"), lines));

        Figures all = Figures.of("quiet", Contender.FAIRLEAD_GRPC, log, List.of("a:1", "b:1", "c:1"));
        Figures first =
                Figures.of("quiet", Contender.FAIRLEAD_GRPC, log.in(START, START.plusMillis(100)), List.of("a:1"));

        assertThat(all.calls()).isEqualTo(1000);
        assertThat(all.failed()).isZero();
        assertThat(all.p50()).isEqualTo(500);
        assertThat(all.p99()).isEqualTo(990);
        assertThat(all.p999()).isEqualTo(999);
        assertThat(all.max()).isEqualTo(1000);
        assertThat(all.slow()).isEqualTo(100);
        assertThat(all.busiest()).isEqualTo(750 / (1000 / 3.0));
        assertThat(all.least()).isZero();
        assertThat(log.mostAttempts(START, START.plusSeconds(2), Duration.ofMillis(500)))
                .isEqualTo(500);
        assertThat(log.mostAttempts(START.plusMillis(700), START.plusSeconds(2), Duration.ofSeconds(1)))
                .isEqualTo(300);
        assertThat(first.calls()).isEqualTo(100);
        assertThat(first.max()).isEqualTo(100);
    }

    @Test
    void failuresAndRetriesAreCountedAndTellWhenAnEndpointWasFirstUsed(@TempDir Path folder) throws IOException {
        String retried = """
                {"at":"2026-11-26T12:00:00.000Z","millis":9.5,"attempts":[{"at":"2026-11-26T12:00:00.001Z","endpoint":"a:1"},\
                {"at":"2026-11-26T12:00:00.004Z","endpoint":"b:1"}],"error":null}""";
        String failed = "{\"at\":\"2026-11-26T12:00:00.005Z\",\"millis\":1,\"attempts\":[],\"error\":\"not started\"}";
        CallLog log = CallLog.read(Files.write(folder.resolve("calls"), List.of(failed, retried)));

        Figures figures = Figures.of("two kills", Contender.OKHTTP, log, List.of());

        assertThat(figures.calls()).isEqualTo(2);
        assertThat(figures.failed()).isEqualTo(1);
        assertThat(figures.retried()).isEqualTo(1);
        assertThat(figures.pods()).containsEntry("a:1", 1L).containsEntry("b:1", 1L);
        assertThat(log.firstUsed("b:1")).contains(START.plusMillis(4));
        assertThat(log.firstUsed("c:1")).isEmpty();
        assertThat(log.firstSuccess(START.minusMillis(1))).contains(START.plusNanos(9_500_000));
        assertThat(log.firstSuccess(START)).isEmpty();
    }

    private static String line(Instant at, int millis, String endpoint) {
        return "{\"at\":\"%s\",\"millis\":%d,\"attempts\":[{\"at\":\"%s\",\"endpoint\":\"%s\"}],\"error\":null}"
                .formatted(at, millis, at, endpoint);
    }
}
