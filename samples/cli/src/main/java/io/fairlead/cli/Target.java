package io.fairlead.cli;

import io.fairlead.endpoint.ServiceRef;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** What to call. */
sealed interface Target {
    Pattern GRPC = Pattern.compile("(?<scheme>kubernetes|k8s)://(?<namespace>[^/?]*)/(?<service>[^/?]+)(?:\\?.*)?");

    /** The Service that is named, on its namespace filled in later where there is none. */
    ServiceRef service();

    /** A URL whose host is a Service. */
    record Http(HttpUrl url, ServiceRef service) implements Target {}

    /** A gRPC target. */
    record Grpc(String scheme, String text, ServiceRef service) implements Target {}

    /**
     * Reads {@code http://orders.shop/path}, {@code https://…}, {@code kubernetes:///orders.shop:grpc}.
     *
     * @throws IllegalArgumentException if it is none of them, or its host cannot be a Service
     */
    static Target parse(String text) {
        Matcher grpc = GRPC.matcher(text);
        if (grpc.matches()) {
            ServiceRef service = ServiceRef.parse(grpc.group("service"));
            String namespace = grpc.group("namespace");
            return new Grpc(grpc.group("scheme"), text, namespace.isEmpty() ? service : service.inNamespace(namespace));
        }
        HttpUrl url = text.startsWith("http://") || text.startsWith("https://") ? HttpUrl.parse(text) : null;
        if (url == null) {
            throw new IllegalArgumentException(
                    text + " (expected: http://orders.shop/path, https://… or kubernetes:///orders.shop:grpc)");
        }
        return new Http(url, ServiceRef.parse(url.host() + ":" + url.port()));
    }
}
