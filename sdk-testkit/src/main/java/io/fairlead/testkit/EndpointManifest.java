package io.fairlead.testkit;

import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One entry of a slice's {@code endpoints}; every step returns a new value. */
public final class EndpointManifest {
    private final ObjectNode json;

    private EndpointManifest(ObjectNode json) {
        this.json = json;
    }

    /** An endpoint with these addresses that is ready and serving, and not terminating. */
    public static EndpointManifest at(String... addresses) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("addresses");
        for (String address : addresses) {
            list.add(address);
        }
        return new EndpointManifest(json).conditions(true, true, false);
    }

    /** Neither ready nor serving: its pod does not pass its readiness probe. */
    public EndpointManifest unready() {
        return conditions(false, false, false);
    }

    /** On its way out and still serving, hence not ready. */
    public EndpointManifest terminating() {
        return conditions(false, true, true);
    }

    /** With these three conditions. */
    public EndpointManifest conditions(boolean ready, boolean serving, boolean terminating) {
        return with(endpoint -> endpoint.putObject("conditions")
                .put("ready", ready)
                .put("serving", serving)
                .put("terminating", terminating));
    }

    /** Without any condition, which readers have to take for ready. */
    public EndpointManifest withoutConditions() {
        return with(endpoint -> endpoint.putObject("conditions"));
    }

    /** On this node. */
    public EndpointManifest node(String name) {
        return with(endpoint -> endpoint.put("nodeName", name));
    }

    /** In this zone. */
    public EndpointManifest zone(String zone) {
        return with(endpoint -> endpoint.put("zone", zone));
    }

    /** With a pod's hostname, as endpoints of a StatefulSet have it. */
    public EndpointManifest hostname(String hostname) {
        return with(endpoint -> endpoint.put("hostname", hostname));
    }

    /** Hinted to be used from these zones. */
    public EndpointManifest forZones(String... zones) {
        return with(endpoint -> named(endpoint, "forZones", zones));
    }

    /** Hinted to be used from these nodes. */
    public EndpointManifest forNodes(String... nodes) {
        return with(endpoint -> named(endpoint, "forNodes", nodes));
    }

    /** Backed by this pod. */
    public EndpointManifest pod(String name, String uid) {
        return with(endpoint -> endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("name", name)
                .put("uid", uid));
    }

    /** Changed in a way that no other method offers. The consumer gets a copy of the entry. */
    public EndpointManifest with(Consumer<ObjectNode> change) {
        ObjectNode copy = json();
        change.accept(copy);
        return new EndpointManifest(copy);
    }

    /** The entry; a copy that the caller may change. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    private static void named(ObjectNode endpoint, String hint, String... names) {
        ArrayNode list = endpoint.withObjectProperty("hints").putArray(hint);
        for (String name : names) {
            list.addObject().put("name", name);
        }
    }
}
