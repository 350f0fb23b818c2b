package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class HttpCallTest {
    private final MockWebServer first = server(200);
    private final MockWebServer second = server(200);
    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = Cluster.in(folder);
        first.start();
        second.start();
    }

    @AfterEach
    void end() {
        cluster.close();
        first.close();
        second.close();
    }

    @Test
    void callsAreSpreadAndCounted() throws IOException {
        cluster.orders(first.getPort(), second.getPort());

        Cluster.Run run = call("http://orders.shop/list", "--policy", "round-robin", "--rate", "100", "--strict");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("100 calls: 0 failed");
        JsonNode json = cluster.result();
        assertThat(json.path("requests").asLong()).isEqualTo(100);
        assertThat(json.path("failed").asLong()).isZero();
        assertThat(json.path("retried").asLong()).isZero();
        assertThat(json.path("failedOpen").asLong()).isZero();
        assertThat(json.path("errors").isEmpty()).isTrue();
        assertThat(json.path("failures").isEmpty()).isTrue();
        assertThat(json.path("endpoints").propertyNames())
                .containsExactlyInAnyOrder("127.0.0.1:" + first.getPort(), "127.0.0.1:" + second.getPort());
        assertThat(longs(json.path("endpoints")).sum()).isEqualTo(100);
        assertThat(first.getRequestCount() + second.getRequestCount()).isEqualTo(100);
        for (String endpoint : json.path("endpoints").propertyNames()) {
            Instant firstUsed =
                    Instant.parse(json.path("firstUsed").path(endpoint).asString());
            Instant lastUsed =
                    Instant.parse(json.path("lastUsed").path(endpoint).asString());
            assertThat(firstUsed).isBefore(lastUsed);
        }
        JsonNode latency = json.path("latencyMillis");
        assertThat(latency.propertyNames()).containsExactly("p50", "p90", "p99", "p999", "max", "slowerThan");
        assertThat(latency.path("slowerThan").propertyNames()).containsExactly("100", "300", "900", "3000");
        assertThat(latency.path("p50").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(latency.path("max").asDouble());
    }

    @Test
    void anEndpointThatRefusesIsRetriedElsewhere() throws IOException {
        int refusing = closedPort();
        cluster.orders(first.getPort(), refusing);

        call("http://orders.shop/", "--policy", "round-robin", "--rate", "50", "--strict");

        JsonNode json = cluster.result();
        assertThat(json.path("failed").asLong()).isZero();
        assertThat(json.path("retried").asLong()).isPositive();
        long attempts = longs(json.path("endpoints")).sum();
        assertThat(attempts).isEqualTo(50 + json.path("retried").asLong());
        assertThat(json.path("endpoints").path("127.0.0.1:" + refusing).asLong())
                .isEqualTo(json.path("retried").asLong());
    }

    @Test
    void callsWithOneKeyGoToOneEndpointAndThoseWithManyToAll() throws IOException {
        cluster.orders(first.getPort(), second.getPort());
        String many = IntStream.range(0, 50).mapToObj(n -> "user-" + n).collect(Collectors.joining(","));

        call("http://orders.shop/", "--policy", "consistent-hash", "--key", "user-7", "--concurrency", "1");
        assertThat(cluster.result().path("endpoints").size()).isEqualTo(1);

        call("http://orders.shop/", "--policy", "consistent-hash", "--key", many, "--rate", "50");
        assertThat(cluster.result().path("endpoints").size()).isEqualTo(2);
    }

    @Test
    void aSubsetOfTheEndpointsIsCalled() throws IOException {
        cluster.orders(first.getPort(), second.getPort());

        call("http://orders.shop/", "--policy", "random", "--slow-start", "--subset", "1", "--rate", "50");

        assertThat(cluster.result().path("failed").asLong()).isZero();
        assertThat(cluster.result().path("endpoints").size()).isEqualTo(1);
    }

    @Test
    void callsStayInTheZoneAsLongAsItHasItsPartOfTheEndpoints() throws IOException {
        cluster.orders();
        MockWebServer third = server(200);
        third.start();
        for (MockWebServer server : List.of(first, second, third)) {
            cluster.endpoint(server.getPort(), "zone-a");
            cluster.endpoint(closedPort(), "zone-b");
        }

        call("http://orders.shop/", "--policy", "round-robin", "--zone-spill-over", "zone-a", "--rate", "50");

        assertThat(cluster.result().path("retried").asLong()).isZero();
        assertThat(longs(cluster.result().path("endpoints")).sum()).isEqualTo(50);
        third.close();
    }

    @Test
    void answersOf500AreFailures() throws IOException {
        first.setDispatcher(answering(500));
        cluster.orders(first.getPort());

        Cluster.Run run = call("http://orders.shop/", "--rate", "70");

        assertThat(run.code()).isZero();
        JsonNode json = cluster.result();
        assertThat(json.path("failed").asLong()).isEqualTo(70);
        assertThat(json.path("errors").path("HTTP 500").asLong()).isEqualTo(70);
        assertThat(json.path("failures").size()).isEqualTo(50);
        assertThat(Instant.parse(json.path("failures").path(0).path("at").asString()))
                .isBefore(Instant.now());
        assertThat(json.path("failures").path(0).path("error").asString()).isEqualTo("HTTP 500");
    }

    @Test
    void answersOf404AreNone() throws IOException {
        first.setDispatcher(answering(404));
        cluster.orders(first.getPort());

        call("http://orders.shop/", "--rate", "20");

        assertThat(cluster.result().path("failed").asLong())
                .as("%s", cluster.result())
                .isZero();
    }

    @Test
    void aServiceThatIsNotThereEndsWithCode1AndTheLibrarysText() {
        Cluster.Run run = call("http://orders.shop/", "--rate", "20");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("Service orders does not exist in namespace shop")
                .hasLineCount(1);
        assertThat(cluster.json).doesNotExist();
    }

    @Test
    void anEmptyServiceIsLoadedAllTheSameAndHeals() throws IOException {
        cluster.orders();
        Cluster.Running call = start("http://orders.shop/", "--rate", "100", "--duration", "30s");
        await().until(() ->
                call.printed().contains("100 failed") || call.printed().contains("99 failed"));

        cluster.endpoint(first.getPort());
        await().until(() -> first.getRequestCount() > 10);
        call.stop().request();

        Cluster.Run run = call.join();
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("exists and has no endpoints");
        JsonNode json = cluster.result();
        assertThat(json.path("failed").asLong())
                .isPositive()
                .isLessThan(json.path("requests").asLong());
        assertThat(json.path("errors").propertyNames()).allMatch(text -> text.contains("orders.shop"));
    }

    @Test
    void theStopEndsTheLoadAndTheSummaryIsWritten() throws IOException {
        cluster.orders(first.getPort());
        Cluster.Running call = start("http://orders.shop/", "--rate", "100", "--duration", "1h");
        await().until(() -> first.getRequestCount() > 10);

        call.stop().request();

        assertThat(call.join().code()).isZero();
        assertThat(cluster.result().path("requests").asLong()).isEqualTo(first.getRequestCount());
        assertThat(cluster.folder()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatCannotBeDiscoveredIsCalledByItsNameAndCountedAsFailedOpen() throws IOException {
        cluster.api.close();
        cluster.patience(Duration.ofSeconds(5));

        Cluster.Run run = call("http://orders.shop/", "--rate", "5");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = cluster.result();
        assertThat(json.path("failedOpen").asLong()).as("%s", json).isEqualTo(5);
        assertThat(json.path("endpoints").propertyNames()).containsExactly("orders.shop.svc:80");
    }

    @Test
    void eachCallIsALineOfTheLog() throws IOException {
        int refusing = closedPort();
        cluster.orders(first.getPort(), refusing);
        Path calls = cluster.folder().resolve("calls");

        call("http://orders.shop/", "--policy", "round-robin", "--rate", "50", "--calls", calls.toString());

        List<JsonNode> lines = lines(calls);
        assertThat(lines).hasSize(50);
        for (JsonNode line : lines) {
            assertThat(line.propertyNames()).containsExactly("at", "millis", "attempts", "error");
            assertThat(Instant.parse(line.path("at").asString())).isBefore(Instant.now());
            assertThat(line.path("millis").asDouble()).isPositive();
            assertThat(line.path("error").isNull()).isTrue();
            JsonNode last = line.path("attempts").path(line.path("attempts").size() - 1);
            assertThat(last.path("endpoint").asString()).isEqualTo("127.0.0.1:" + first.getPort());
            assertThat(Instant.parse(last.path("at").asString())).isBefore(Instant.now());
        }
        assertThat(lines).filteredOn(line -> line.path("attempts").size() > 1).isNotEmpty();
    }

    @Test
    void theLogSaysWhyACallFailed() throws IOException {
        first.setDispatcher(answering(500));
        cluster.orders(first.getPort());
        Path calls = cluster.folder().resolve("calls");

        call("http://orders.shop/", "--rate", "5", "--calls", calls.toString());

        assertThat(lines(calls))
                .hasSize(5)
                .allMatch(line -> line.path("error").asString().equals("HTTP 500"));
    }

    @Test
    void aPlainClientCallsTheNameItselfAndIsToldWhoAnswered() throws IOException {
        Cluster.Run run = call("http://localhost:" + first.getPort() + "/", "--plain", "--rate", "20");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(first.getRequestCount()).isEqualTo(20);
        assertThat(cluster.result().path("failed").asLong()).isZero();
        assertThat(cluster.result()
                        .path("endpoints")
                        .path("localhost:" + first.getPort())
                        .asLong())
                .isEqualTo(20);

        first.setDispatcher(answering(new MockResponse.Builder()
                .addHeader(HttpTransport.SERVED_BY, "orders-1")
                .build()));
        call("http://localhost:" + first.getPort() + "/", "--plain", "--rate", "20");

        assertThat(cluster.result().path("endpoints").path("orders-1").asLong()).isEqualTo(20);
    }

    @Test
    void plainIsRefusedForGrpcWithWhatToSayInstead() {
        Cluster.Run run = call("kubernetes:///orders.shop:grpc", "--plain");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--plain", "?policy=round_robin");
    }

    @Test
    void theAuthorityOfOnesOwnIsTrusted() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("orders.shop")
                .build();
        first.close();
        MockWebServer secured = server(200);
        secured.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        secured.start();
        cluster.orders(secured.getPort());
        Path ca = Files.writeString(cluster.folder().resolve("ca.pem"), certificate.certificatePem());

        call("https://orders.shop:80/", "--rate", "5", "--timeout", "20s", "--ca", ca.toString());
        assertThat(cluster.result().path("failed").asLong())
                .as("%s", cluster.result())
                .isZero();

        call("https://orders.shop:80/", "--rate", "5");
        assertThat(cluster.result().path("failed").asLong()).isEqualTo(5);
        secured.close();
    }

    private Cluster.Run call(String target, String... options) {
        return start(target, options).join();
    }

    private Cluster.Running start(String target, String... options) {
        List<String> args = new ArrayList<>(List.of("call", target, "--json", cluster.json.toString()));
        args.addAll(List.of(options));
        if (!args.contains("--duration")) {
            args.addAll(List.of("--duration", "1s"));
        }
        return cluster.start(args.toArray(String[]::new));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        JsonMapper json = new JsonMapper();
        return Files.readAllLines(file).stream().map(json::readTree).toList();
    }

    private static LongStream longs(JsonNode object) {
        return StreamSupport.stream(object.spliterator(), false).mapToLong(JsonNode::asLong);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static MockWebServer server(int code) {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(answering(code));
        return server;
    }

    private static Dispatcher answering(int code) {
        return answering(new MockResponse.Builder().code(code).body("orders").build());
    }

    private static Dispatcher answering(MockResponse answer) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer;
            }
        };
    }
}
