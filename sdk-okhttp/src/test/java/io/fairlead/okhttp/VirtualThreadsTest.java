package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.CallOptions;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Calls on virtual threads that wait for picks, retries and hedges give their carrier back, as the JDK's recorder sees it. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {
    private static final String URL = "http://orders.shop.svc/";
    private static final int CALLS = 200;

    private final Pods pods = new Pods(
            ServiceRef.parse("orders.shop:80"),
            Pods.inTurn()
                    .retry(RetryConfig.defaults().withBudget(1, 1000))
                    .hedging(HedgingConfig.after(Duration.ofMillis(5))));

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void nothingOfOursPinsACarrier(@TempDir Path folder) throws Exception {
        Turns turns = new Turns(
                Pods.code(503),
                new MockResponse.Builder()
                        .body("late")
                        .headersDelay(20, TimeUnit.MILLISECONDS)
                        .build());
        pods.start(turns);
        pods.start(turns);
        OkHttpClient client = pods.client();
        // Loading a class holds the carrier, whoever does it: the JDK's own for virtual threads too.
        callAll(client, Executors.newFixedThreadPool(8));
        // And the recorder's own, of its first exception.
        record(client, folder.resolve("cold.jfr"));
        Path file = folder.resolve("pinned.jfr");
        record(client, file);

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("jdk.VirtualThreadEnd"))
                .hasSizeGreaterThanOrEqualTo(CALLS);
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .filteredOn(VirtualThreadsTest::isOurs)
                .isEmpty();
    }

    private void record(OkHttpClient client, Path file) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.enable("jdk.VirtualThreadEnd");
            recording.start();
            callOnVirtualThreads(client);
            recording.stop();
            recording.dump(file);
        }
    }

    private void callAll(OkHttpClient client, ExecutorService threads) throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS / 2; i++) {
            calls.add(threads.submit(() -> Pods.body(client.newCall(Pods.get(URL)))));
            calls.add(threads.submit(this::callAnyProtocol));
        }
        for (Future<?> call : calls) {
            call.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    // Its first attempt fails, so that it waits for the second.
    private String callAnyProtocol() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        return pods.discovery.group(pods.service).call(CallOptions.defaults().withIdempotent(true), endpoint -> {
            if (attempts.getAndIncrement() == 0) {
                throw new IOException("reset");
            }
            return endpoint.hostPort();
        });
    }

    private static boolean isOurs(RecordedEvent event) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("io.fairlead.")
                                && !frame.getMethod().getType().getName().endsWith("Test"));
    }

    // A task's end is not yet its thread's, which is what the recording is to see.
    private void callOnVirtualThreads(OkHttpClient client) throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ThreadFactory virtual = virtualThreads();
        callAll(client, threadPerTask(task -> {
            Thread thread = virtual.newThread(task);
            threads.add(thread);
            return thread;
        }));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    // The tests are compiled for 17, which has neither.
    private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    private static ExecutorService threadPerTask(ThreadFactory factory) throws ReflectiveOperationException {
        return (ExecutorService) Executors.class
                .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                .invoke(null, factory);
    }
}
