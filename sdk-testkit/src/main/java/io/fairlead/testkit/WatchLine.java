package io.fairlead.testkit;

import tools.jackson.databind.node.ObjectNode;

/** The lines of a watch, each with its line feed. */
final class WatchLine {
    /** No JSON, as a broken proxy might leave it. */
    static final String MALFORMED = "{\"type\":\"MODIFIED\",\"object\":{\"kind\":\n";

    private WatchLine() {}

    static String of(String type, ObjectNode object) {
        ObjectNode line = Json.object().put("type", type);
        line.set("object", object);
        return Json.text(line) + "\n";
    }

    static String error(Status status) {
        return of("ERROR", status.json());
    }

    static String bookmark(Resource resource, long version) {
        return of("BOOKMARK", emptyObject(resource, version));
    }

    /** The bookmark after the initial state of a watch that asked for it by {@code sendInitialEvents}. */
    static String endOfInitialEvents(Resource resource, long version) {
        ObjectNode object = emptyObject(resource, version);
        object.withObjectProperty("metadata").putObject("annotations").put("k8s.io/initial-events-end", "true");
        return of("BOOKMARK", object);
    }

    // The zero value of the Go type, as the API server sends it.
    private static ObjectNode emptyObject(Resource resource, long version) {
        ObjectNode object = Json.object().put("kind", resource.kind()).put("apiVersion", resource.apiVersion());
        object.putObject("metadata")
                .put("resourceVersion", Long.toString(version))
                .putNull("creationTimestamp");
        if (resource == Resource.SERVICES) {
            object.putObject("spec");
            object.putObject("status").putObject("loadBalancer");
        } else {
            object.put("addressType", "").putNull("endpoints").putNull("ports");
        }
        return object;
    }
}
