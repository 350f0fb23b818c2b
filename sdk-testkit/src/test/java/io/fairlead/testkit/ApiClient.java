package io.fairlead.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the embedded API that knows nothing but HTTP. */
final class ApiClient {
    static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices";
    static final String SERVICES = "/api/v1/namespaces/shop/services";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final EmbeddedKubernetes api;

    ApiClient(EmbeddedKubernetes api) {
        this.api = api;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return http.send(request(path, headers), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return http.sendAsync(request(path), BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path).body());
    }

    List<String> names(String path) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode item : json(path).path("items")) {
            names.add(item.path("metadata").path("name").asString());
        }
        return names;
    }

    WatchReader watch(String path) throws IOException, InterruptedException {
        return new WatchReader(http.send(request(path), BodyHandlers.ofInputStream()));
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(api.url() + path)).timeout(Duration.ofSeconds(10));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.build();
    }
}
