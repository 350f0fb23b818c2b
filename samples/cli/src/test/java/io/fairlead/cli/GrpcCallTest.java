package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class GrpcCallTest {
    private final List<Server> servers = new ArrayList<>();
    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = Cluster.in(folder);
    }

    @AfterEach
    void end() {
        servers.forEach(Server::shutdownNow);
        cluster.close();
    }

    @Test
    void callsAreSpreadAndCounted() throws IOException {
        Health first = new Health();
        Health second = new Health();
        cluster.orders(serve(first), serve(second));

        Cluster.Running call = start("--policy", "round-robin", "--rate", "100", "--duration", "1h", "--strict");
        await().until(() -> first.calls.get() > 10 && second.calls.get() > 10);
        call.stop().request();

        assertThat(call.join().code()).isZero();
        JsonNode json = cluster.result();
        assertThat(json.path("requests").asLong()).isEqualTo(first.calls.get() + second.calls.get());
        assertThat(json.path("failed").asLong()).as("%s", json).isZero();
        assertThat(json.path("failedOpen").asLong()).isZero();
        assertThat(attempts(json)).isEqualTo(first.calls.get() + second.calls.get());
        for (Server server : servers) {
            assertThat(json.path("endpoints").has("127.0.0.1:" + server.getPort()))
                    .isTrue();
        }
    }

    @Test
    void callsWithOneKeyGoToOneServerOnceBothAreConnected() throws IOException {
        Health first = new Health();
        Health second = new Health();
        cluster.orders(serve(first), serve(second));
        List<Integer> before = new ArrayList<>(List.of(0, 0));

        Cluster.Running call = start(
                "--policy",
                "consistent-hash",
                "--key",
                "user-7",
                "--concurrency",
                "1",
                "--rate",
                "100",
                "--duration",
                "1h");
        await().until(() -> {
            List<Integer> now = List.of(first.calls.get(), second.calls.get());
            if (!now.get(0).equals(before.get(0)) && !now.get(1).equals(before.get(1))) {
                before.set(0, now.get(0));
                before.set(1, now.get(1));
            }
            return now.get(0) + now.get(1) - before.get(0) - before.get(1) > 50;
        });
        call.stop().request();

        assertThat(call.join().code()).isZero();
        assertThat(cluster.result().path("failed").asLong()).isZero();
    }

    @Test
    void whatOneServerRefusesIsRetriedOnTheOther() throws IOException {
        Health refusing = new Health();
        refusing.failures = Integer.MAX_VALUE;
        Health fine = new Health();
        cluster.orders(serve(refusing), serve(fine));

        Cluster.Running call = start("--policy", "round-robin", "--rate", "20", "--duration", "1h", "--strict");
        await().until(() -> refusing.calls.get() > 2);
        call.stop().request();
        call.join();

        JsonNode json = cluster.result();
        assertThat(json.path("failed").asLong()).as("%s", json).isZero();
        assertThat(json.path("retried").asLong())
                .as("%s", json)
                .isEqualTo(refusing.calls.get())
                .isPositive();
        assertThat(attempts(json)).isEqualTo(refusing.calls.get() + fine.calls.get());
    }

    @Test
    void anyStatusButOkIsAFailure() throws IOException {
        Health refusing = new Health();
        refusing.failures = Integer.MAX_VALUE;
        refusing.status = Status.INTERNAL.withDescription("broken");
        cluster.orders(serve(refusing));

        Cluster.Run run = call("--rate", "20");

        assertThat(run.code()).isZero();
        assertThat(cluster.result().path("failed").asLong()).isEqualTo(20);
        assertThat(cluster.result().path("errors").path("INTERNAL: broken").asLong())
                .isEqualTo(20);
    }

    @Test
    void anEmptyServiceIsLoadedAllTheSameAndHeals() throws IOException {
        Health health = new Health();
        cluster.orders();
        Cluster.Running call = start("--rate", "100", "--duration", "1h");
        await().until(() -> call.printed().contains("00 failed"));

        cluster.endpoint(serve(health));
        await().until(() -> health.calls.get() > 10);
        call.stop().request();

        assertThat(call.join().code()).isZero();
        assertThat(cluster.result().path("errors").propertyNames()).allMatch(text -> text.contains("orders.shop"));
    }

    @Test
    void aServiceThatIsNotThereEndsWithCode1AndTheLibrarysText() {
        Cluster.Run run = call("--rate", "20");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("Service orders does not exist in namespace shop")
                .hasLineCount(1);
    }

    @Test
    void theAuthorityOfOnesOwnIsTrusted() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("orders.shop.svc")
                .build();
        Server server = Grpc.newServerBuilderForPort(
                        0,
                        TlsServerCredentials.create(
                                bytes(certificate.certificatePem()), bytes(certificate.privateKeyPkcs8Pem())))
                .addService(new Health())
                .build()
                .start();
        servers.add(server);
        cluster.orders(server.getPort());
        Path ca = Files.writeString(cluster.folder().resolve("ca.pem"), certificate.certificatePem());

        call("--rate", "5", "--timeout", "20s", "--tls", "--ca", ca.toString());
        assertThat(cluster.result().path("failed").asLong())
                .as("%s", cluster.result())
                .isZero();

        call("--rate", "5", "--tls");
        assertThat(cluster.result().path("failed").asLong()).isEqualTo(5);
    }

    private Cluster.Run call(String... options) {
        return start(options).join();
    }

    private Cluster.Running start(String... options) {
        List<String> args =
                new ArrayList<>(List.of("call", "kubernetes:///orders.shop:http", "--json", cluster.json.toString()));
        args.addAll(List.of(options));
        if (!args.contains("--duration")) {
            args.addAll(List.of("--duration", "1s"));
        }
        return cluster.start(args.toArray(String[]::new));
    }

    private int serve(Health health) throws IOException {
        Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(health)
                .build()
                .start();
        servers.add(server);
        return server.getPort();
    }

    private static long attempts(JsonNode json) {
        return StreamSupport.stream(json.path("endpoints").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Counts its calls, and refuses the first ones if it is told so. */
    private static final class Health extends HealthGrpc.HealthImplBase {
        private final AtomicInteger calls = new AtomicInteger();
        private volatile int failures;
        private volatile Status status = Status.UNAVAILABLE;

        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> response) {
            if (calls.incrementAndGet() <= failures) {
                response.onError(status.asRuntimeException());
                return;
            }
            response.onNext(HealthCheckResponse.newBuilder()
                    .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                    .build());
            response.onCompleted();
        }
    }
}
