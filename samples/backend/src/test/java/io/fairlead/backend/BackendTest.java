package io.fairlead.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.backend.RunningBackend.Answer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

final class BackendTest {
    @Test
    void onePortSpeaksHttp1AndHttp2() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            assertThat(protocol(pod, pod.http1)).isEqualTo(Protocol.HTTP_1_1);
            assertThat(protocol(pod, pod.http2)).isEqualTo(Protocol.H2_PRIOR_KNOWLEDGE);
        }
    }

    @Test
    void everyPathNamesThePodAndWhoamiIsItsNameAlone() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            for (OkHttpClient client : new OkHttpClient[] {pod.http1, pod.http2}) {
                assertThat(pod.get(client, "/ready").code()).isEqualTo(200);
                assertThat(pod.get(client, "/whoami")).isEqualTo(new Answer(200, "pod-1", false));
                assertThat(pod.get(client, "/any/path?x=1")).isEqualTo(new Answer(200, "hello from pod-1", false));
            }
        }
    }

    @Test
    void everyAnswerSaysWhoServedIt() throws IOException {
        try (RunningBackend pod = new RunningBackend("--fail-share", "1")) {
            for (OkHttpClient client : new OkHttpClient[] {pod.http1, pod.http2}) {
                Request request = new Request.Builder().url(pod.url("/")).build();
                try (Response response = client.newCall(request).execute()) {
                    assertThat(response.header("X-Served-By")).isEqualTo("pod-1");
                }
            }
        }
    }

    @Test
    void connectionsAreKeptForTheNextRequest() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            for (int i = 0; i < 5; i++) {
                pod.get(pod.http1, "/");
            }
            assertThat(pod.http1.connectionPool().connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void theWholeServerIsServingAndOtherNamesAreUnknown() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            assertThat(pod.check().getStatus()).isEqualTo(ServingStatus.SERVING);
            HealthCheckRequest other =
                    HealthCheckRequest.newBuilder().setService("other").build();
            assertThatThrownBy(() -> HealthGrpc.newBlockingStub(pod.channel).check(other))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
            assertThat(HealthGrpc.newBlockingStub(pod.channel)
                            .watch(HealthCheckRequest.getDefaultInstance())
                            .next()
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void controlMakesBothProtocolsFailAndHealsThemWhileProbesGoOn() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            assertThat(pod.post("/control?failShare=1"))
                    .isEqualTo(new Answer(200, "latency 0.0 ms, fail share 1.0", false));
            assertThat(pod.get(pod.http1, "/").code()).isEqualTo(503);
            assertThat(pod.get(pod.http2, "/").code()).isEqualTo(503);
            assertThatThrownBy(pod::check).hasMessageContaining("UNAVAILABLE");
            assertThat(pod.get(pod.http1, "/ready").code()).isEqualTo(200);
            assertThat(pod.get(pod.http1, "/whoami").code()).isEqualTo(200);

            pod.post("/control?failShare=0");
            assertThat(pod.get(pod.http1, "/").code()).isEqualTo(200);
            assertThat(pod.check().getStatus()).isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void latencyDelaysCallsOfBothProtocolsAndNothingElse() throws IOException {
        try (RunningBackend pod = new RunningBackend("--latency", "2s")) {
            assertThat(elapsed(() -> pod.get(pod.http1, "/ready"))).isLessThan(Duration.ofSeconds(2));
            pod.post("/control?latency=200ms");
            assertThat(elapsed(() -> pod.get(pod.http1, "/"))).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
            assertThat(elapsed(() -> pod.get(pod.http2, "/"))).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
            assertThat(elapsed(pod::check)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
        }
    }

    @Test
    void servedCountsCallsOfEachProtocolAndNoProbes() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            pod.get(pod.http1, "/");
            pod.get(pod.http2, "/x");
            pod.get(pod.http1, "/ready");
            pod.check();
            assertThat(pod.get(pod.http1, "/served").text()).isEqualTo("http 2\ngrpc 1");
        }
    }

    @Test
    void badControlIsRefusedWithTheValueAndChangesNothing() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            assertThat(pod.post("/control?failShare=2"))
                    .isEqualTo(new Answer(400, "failShare: 2 (expected: a number from 0 to 1)", false));
            assertThat(pod.post("/control?latency=1s&speed=2").code()).isEqualTo(400);
            assertThat(pod.get(pod.http1, "/control?latency=1s").code()).isEqualTo(405);
            assertThat(pod.get(pod.http1, "/control").text()).isEqualTo("latency 0.0 ms, fail share 0.0");
        }
    }

    @Test
    void aBodyInPiecesAndAnAnswerWithoutBodyWork() throws IOException {
        try (RunningBackend pod = new RunningBackend()) {
            RequestBody large = RequestBody.create(new byte[300_000], MediaType.get("application/octet-stream"));
            for (OkHttpClient client : new OkHttpClient[] {pod.http1, pod.http2}) {
                Request post =
                        new Request.Builder().url(pod.url("/x")).post(large).build();
                assertThat(RunningBackend.answer(client, post).code()).isEqualTo(200);
                Request head = new Request.Builder().url(pod.url("/x")).head().build();
                assertThat(RunningBackend.answer(client, head)).isEqualTo(new Answer(200, "", false));
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        try (RunningBackend pod = new RunningBackend("--latency", "100ms");
                Socket socket = new Socket(
                        pod.backend.httpAddress().getAddress(),
                        pod.backend.httpAddress().getPort())) {
            String requests =
                    "GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /whoami HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers).containsSubsequence("hello from pod-1\n", "HTTP/1.1 200 OK", "pod-1\n");
        }
    }

    private static Protocol protocol(RunningBackend pod, OkHttpClient client) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(pod.url("/")).build()).execute()) {
            return response.protocol();
        }
    }

    private interface Work {
        Object run() throws IOException;
    }

    private static Duration elapsed(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
