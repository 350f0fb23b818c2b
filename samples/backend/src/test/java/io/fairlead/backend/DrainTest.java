package io.fairlead.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.backend.RunningBackend.Answer;
import io.grpc.health.v1.HealthCheckResponse;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

final class DrainTest {
    @Test
    void callsThatRunAreFinished() throws Exception {
        try (RunningBackend pod = new RunningBackend("--latency", "2s")) {
            CompletableFuture<Answer> http1 = async(() -> pod.get(pod.http1, "/"));
            CompletableFuture<Answer> http2 = async(() -> pod.get(pod.http2, "/"));
            CompletableFuture<HealthCheckResponse> grpc = async(pod::check);
            await().until(() -> connected(pod.http1) && connected(pod.http2));
            await().pollDelay(Duration.ofMillis(300)).until(() -> true); // the requests are on their way

            pod.backend.drain(Duration.ofSeconds(10));

            assertThat(http1.join()).isEqualTo(new Answer(200, "hello from pod-1", true));
            assertThat(http2.join().code()).isEqualTo(200);
            assertThat(grpc.join().getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        }
    }

    @Test
    void connectionsInUseAreToldToCloseAndNoRequestIsLost() throws Exception {
        try (RunningBackend pod = new RunningBackend()) {
            OkHttpClient strict =
                    pod.http1.newBuilder().retryOnConnectionFailure(false).build();
            pod.get(strict, "/");
            CompletableFuture<Void> drained =
                    CompletableFuture.runAsync(() -> pod.backend.drain(Duration.ofSeconds(10)));
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> pod.get(strict, "/").closes());
            drained.join();
            assertThat(strict.connectionPool().connectionCount()).isZero();
        }
    }

    @Test
    void idleConnectionsDoNotHoldItUpAndAfterwardsConnectionsAreRefused() throws Exception {
        try (RunningBackend pod = new RunningBackend()) {
            pod.get(pod.http1, "/");
            pod.get(pod.http2, "/");
            pod.check();
            long start = System.nanoTime();
            pod.backend.drain(Duration.ofSeconds(10));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            OkHttpClient fresh =
                    pod.http1.newBuilder().connectionPool(new ConnectionPool()).build();
            assertThatThrownBy(() -> pod.get(fresh, "/")).isInstanceOf(ConnectException.class);
        }
    }

    private static boolean connected(OkHttpClient client) {
        return client.connectionPool().connectionCount() == 1;
    }

    private static <T> CompletableFuture<T> async(Callable<T> call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return call.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                command -> new Thread(command, "caller").start());
    }
}
