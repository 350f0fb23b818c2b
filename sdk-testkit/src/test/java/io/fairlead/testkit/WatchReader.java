package io.fairlead.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one watch, line by line. */
final class WatchReader implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    WatchReader(HttpResponse<InputStream> response) {
        this.response = response;
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    int status() {
        return response.statusCode();
    }

    /** The next line; null at the end of the stream. */
    String line() throws IOException {
        return lines.readLine();
    }

    JsonNode event() throws IOException {
        return JsonMapper.shared().readTree(line());
    }

    /** The next event as {@code TYPE name@version}. */
    String next() throws IOException {
        JsonNode event = event();
        JsonNode metadata = event.path("object").path("metadata");
        return event.path("type").asString() + " " + metadata.path("name").asString("") + "@"
                + metadata.path("resourceVersion").asString("");
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
