package io.fairlead.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** What a request is answered with. */
sealed interface Reply permits Reply.Whole, WatchStream {

    /** An answer that is known at once. */
    record Whole(int status, Map<String, String> headers, String body) implements Reply {

        static Whole json(int status, ObjectNode body) {
            return new Whole(status, Map.of("Content-Type", "application/json"), Json.text(body));
        }

        static Whole failure(Status status) {
            Whole plain = json(status.code(), status.json());
            if (status.retryAfterSeconds() == 0) {
                return plain;
            }
            Map<String, String> headers = new TreeMap<>(plain.headers());
            headers.put("Retry-After", Long.toString(status.retryAfterSeconds()));
            return new Whole(plain.status(), headers, plain.body());
        }

        byte[] bytes() {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
            byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
            byte[] bytes = new byte[start.length + content.length];
            System.arraycopy(start, 0, bytes, 0, start.length);
            System.arraycopy(content, 0, bytes, start.length, content.length);
            return bytes;
        }
    }
}
