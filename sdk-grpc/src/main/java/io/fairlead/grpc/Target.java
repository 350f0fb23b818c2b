package io.fairlead.grpc;

import io.fairlead.endpoint.ServiceRef;
import io.grpc.Uri;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's target asks for.
 *
 * @param service the Service; its namespace is empty where the target names none
 * @param policy the balancing policy in place of ours, if the target names one
 */
record Target(ServiceRef service, Optional<String> policy) {
    private static final String FORMS = "kubernetes:///orders.shop:grpc, kubernetes:///orders:50051, "
            + "kubernetes:///orders.shop.svc.cluster.local:grpc, kubernetes://shop/orders:grpc or kubernetes://orders.shop:50051, "
            + "each with an optional ?policy=round_robin";
    private static final String POLICY = "policy=";

    /** The parts of a URI that both of its kinds have. */
    private record Parts(
            @Nullable String authority,
            String path,
            @Nullable String query) {}

    static Target parse(URI uri) {
        return parse(uri.toString(), partsOf(uri));
    }

    static Target parse(Uri uri) {
        return parse(uri.toString(), new Parts(uri.getAuthority(), uri.getPath(), uri.getRawQuery()));
    }

    private static Parts partsOf(URI uri) {
        if (!uri.isOpaque()) {
            return new Parts(uri.getAuthority(), uri.getPath(), uri.getRawQuery());
        }
        // kubernetes:orders.shop:grpc, whose query java.net.URI leaves where it is.
        String rest = uri.getSchemeSpecificPart();
        int query = rest.indexOf('?');
        return query < 0
                ? new Parts(null, rest, null)
                : new Parts(null, rest.substring(0, query), rest.substring(query + 1));
    }

    private static Target parse(String text, Parts parts) {
        try {
            return new Target(service(parts), policy(parts.query()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("target: " + text + " (expected: " + FORMS + "): " + e.getMessage(), e);
        }
    }

    private static ServiceRef service(Parts parts) {
        String path = parts.path().startsWith("/") ? parts.path().substring(1) : parts.path();
        String authority = parts.authority();
        if (authority == null || authority.isEmpty()) {
            return ServiceRef.parse(path);
        }
        if (path.isEmpty()) {
            return ServiceRef.parse(authority);
        }
        ServiceRef service = ServiceRef.parse(path);
        if (!service.namespace().isEmpty() && !service.namespace().equals(authority)) {
            throw new IllegalArgumentException("it names two namespaces, " + authority + " and " + service.namespace());
        }
        return service.inNamespace(authority);
    }

    private static Optional<String> policy(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Optional.empty();
        }
        if (!query.startsWith(POLICY) || query.length() == POLICY.length() || query.indexOf('&') >= 0) {
            throw new IllegalArgumentException("it asks for ?" + query + ", where only a policy can be asked for");
        }
        return Optional.of(query.substring(POLICY.length()));
    }
}
