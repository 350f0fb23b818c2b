package io.fairlead.grpc;

import io.fairlead.internal.Checks;
import java.util.Map;

/**
 * A method of a gRPC service, or all of them.
 *
 * @param service the service's full name
 * @param method the method's name, empty for all of the service
 */
record MethodName(String service, String method) {
    /** Reads {@code package.Service/Method}. */
    static MethodName ofMethod(String text) {
        int slash = text.indexOf('/');
        boolean whole = slash > 0 && slash < text.length() - 1 && text.indexOf('/', slash + 1) < 0;
        Checks.check(whole, "idempotent", text, "a full method name such as grpc.health.v1.Health/Check");
        return new MethodName(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Reads {@code package.Service}. */
    static MethodName ofService(String text) {
        boolean whole = !text.isEmpty() && text.indexOf('/') < 0;
        Checks.check(whole, "idempotentService", text, "a full service name such as grpc.health.v1.Health");
        return new MethodName(text, "");
    }

    /** As a service config names it. */
    Map<String, ?> toServiceConfig() {
        return method.isEmpty() ? Map.of("service", service) : Map.of("service", service, "method", method);
    }
}
