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

    /**
     * An endpoint with these addresses that is ready and serving, and not terminating.
     *
     * @param addresses IP addresses, or names in a slice of type FQDN
     * @return the endpoint with that
     */
    public static EndpointManifest at(String... addresses) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("addresses");
        for (String address : addresses) {
            list.add(address);
        }
        return new EndpointManifest(json).conditions(true, true, false);
    }

    /**
     * Neither ready nor serving: its pod does not pass its readiness probe.
     *
     * @return the endpoint with that
     */
    public EndpointManifest unready() {
        return conditions(false, false, false);
    }

    /**
     * On its way out and still serving, hence not ready.
     *
     * @return the endpoint with that
     */
    public EndpointManifest terminating() {
        return conditions(false, true, true);
    }

    /**
     * With these three conditions.
     *
     * @param ready the condition {@code ready}
     * @param serving the condition {@code serving}
     * @param terminating the condition {@code terminating}
     * @return the endpoint with that
     */
    public EndpointManifest conditions(boolean ready, boolean serving, boolean terminating) {
        return with(endpoint -> endpoint.putObject("conditions")
                .put("ready", ready)
                .put("serving", serving)
                .put("terminating", terminating));
    }

    /**
     * Without any condition, which readers have to take for ready.
     *
     * @return the endpoint with that
     */
    public EndpointManifest withoutConditions() {
        return with(endpoint -> endpoint.putObject("conditions"));
    }

    /**
     * On this node.
     *
     * @param name the node's name
     * @return the endpoint with that
     */
    public EndpointManifest node(String name) {
        return with(endpoint -> endpoint.put("nodeName", name));
    }

    /**
     * In this zone.
     *
     * @param zone the zone's name
     * @return the endpoint with that
     */
    public EndpointManifest zone(String zone) {
        return with(endpoint -> endpoint.put("zone", zone));
    }

    /**
     * With a pod's hostname, as endpoints of a StatefulSet have it.
     *
     * @param hostname the pod's hostname
     * @return the endpoint with that
     */
    public EndpointManifest hostname(String hostname) {
        return with(endpoint -> endpoint.put("hostname", hostname));
    }

    /**
     * Hinted to be used from these zones.
     *
     * @param zones names of zones
     * @return the endpoint with that
     */
    public EndpointManifest forZones(String... zones) {
        return with(endpoint -> named(endpoint, "forZones", zones));
    }

    /**
     * Hinted to be used from these nodes.
     *
     * @param nodes names of nodes
     * @return the endpoint with that
     */
    public EndpointManifest forNodes(String... nodes) {
        return with(endpoint -> named(endpoint, "forNodes", nodes));
    }

    /**
     * Backed by this pod.
     *
     * @param name the pod's name
     * @param uid the pod's uid
     * @return the endpoint with that
     */
    public EndpointManifest pod(String name, String uid) {
        return with(endpoint -> endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("name", name)
                .put("uid", uid));
    }

    /**
     * Changed in a way that no other method offers. The consumer gets a copy of the entry.
     *
     * @param change changes the copy in place
     * @return the endpoint with that
     */
    public EndpointManifest with(Consumer<ObjectNode> change) {
        ObjectNode copy = json();
        change.accept(copy);
        return new EndpointManifest(copy);
    }

    /**
     * The entry; a copy that the caller may change.
     *
     * @return the endpoint with that
     */
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
