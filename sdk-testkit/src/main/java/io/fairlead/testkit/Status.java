package io.fairlead.testkit;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** A failure as the API server tells it: a code and a Status object, in the server's own words. */
record Status(int code, String reason, String message, ObjectNode details) {
    private static final String RETRY_AFTER = "retryAfterSeconds";

    private static Status of(int code, String reason, String message) {
        return new Status(code, reason, message, Json.object());
    }

    static Status badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static Status unauthorized() {
        return of(401, "Unauthorized", "Unauthorized");
    }

    static Status forbidden(ApiCall call, String user) {
        Resource resource = call.resource();
        String named = call.name().isEmpty() ? "" : " \"" + call.name() + "\"";
        String where =
                call.namespace().isEmpty() ? "at the cluster scope" : "in the namespace \"" + call.namespace() + "\"";
        String message = resource.qualifiedName() + named + " is forbidden: User \"" + user + "\" cannot "
                + call.verb().lowerCase() + " resource \"" + resource.plural() + "\" in API group \""
                + resource.group() + "\" " + where;
        return new Status(403, "Forbidden", message, details(call));
    }

    static Status notFound(ApiCall call) {
        String message = call.resource().qualifiedName() + " \"" + call.name() + "\" not found";
        return new Status(404, "NotFound", message, details(call));
    }

    static Status unknownPath() {
        return of(404, "NotFound", "the server could not find the requested resource");
    }

    static Status methodNotAllowed() {
        return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static Status expiredList() {
        return of(410, "Expired", "The resourceVersion for the provided list is too old.");
    }

    static Status expiredWatch(long asked, long present) {
        return of(410, "Expired", "too old resource version: " + asked + " (" + present + ")");
    }

    static Status tooManyRequests(Duration retryAfter) {
        return of(429, "TooManyRequests", "Too many requests, please try again later.")
                .retryAfter(retryAfter);
    }

    static Status internalError() {
        return of(500, "InternalError", "Internal error occurred: as the test asked");
    }

    static Status unavailable() {
        return of(503, "ServiceUnavailable", "the server is currently unable to handle the request");
    }

    static Status tooLargeVersion(long asked, long present) {
        Status status = of(504, "Timeout", "Timeout: Too large resource version: " + asked + ", current: " + present)
                .retryAfter(Duration.ofSeconds(1));
        status.details()
                .putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        return status;
    }

    static Status other(int code) {
        return of(code, "", "the server answered " + code + ", as the test asked");
    }

    long retryAfterSeconds() {
        return details.path(RETRY_AFTER).asLong(0);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("kind", "Status").put("apiVersion", "v1");
        json.putObject("metadata");
        json.put("status", "Failure").put("message", message).put("reason", reason);
        if (!details.isEmpty()) {
            json.set("details", details);
        }
        return json.put("code", code);
    }

    private Status retryAfter(Duration wait) {
        return new Status(code, reason, message, details.deepCopy().put(RETRY_AFTER, wait.toSeconds()));
    }

    private static ObjectNode details(ApiCall call) {
        ObjectNode details = Json.object();
        if (!call.name().isEmpty()) {
            details.put("name", call.name());
        }
        if (!call.resource().group().isEmpty()) {
            details.put("group", call.resource().group());
        }
        return details.put("kind", call.resource().plural());
    }
}
