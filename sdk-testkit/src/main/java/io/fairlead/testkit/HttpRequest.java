package io.fairlead.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An HTTP/1.1 request without its body, which is skipped. Header names are found in any case. */
record HttpRequest(String method, String path, Map<String, String> query, Map<String, String> headers) {
    private static final int LONGEST_LINE = 65_536;

    /** The next request of a connection; empty at its end. */
    static Optional<HttpRequest> read(InputStream in) throws IOException {
        String start = line(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = start.split(" ", -1);
        if (parts.length != 3) {
            throw new IOException("not a request line: " + start);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.put(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            }
        }
        in.skipNBytes(bodyLength(headers));
        URI target = target(parts[1]);
        String query = Optional.ofNullable(target.getRawQuery()).orElse("");
        return Optional.of(new HttpRequest(
                parts[0], target.getPath(), Queries.parse(query), Collections.unmodifiableMap(headers)));
    }

    boolean upgradesToWebSocket() {
        return "websocket".equalsIgnoreCase(headers.get("Upgrade"));
    }

    private static long bodyLength(Map<String, String> headers) throws IOException {
        String length = headers.getOrDefault("Content-Length", "0");
        if (headers.containsKey("Transfer-Encoding") || !length.matches("[0-9]{1,18}")) {
            throw new IOException("a body of unknown length: nothing here takes bodies");
        }
        return Long.parseLong(length);
    }

    private static URI target(String text) throws IOException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IOException("not a request target: " + text, e);
        }
    }

    // Empty at the end of the stream, too.
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && bytes.size() == 0) {
                return "";
            }
            if (next < 0 || bytes.size() == LONGEST_LINE) {
                throw new EOFException("in the middle of a line");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
