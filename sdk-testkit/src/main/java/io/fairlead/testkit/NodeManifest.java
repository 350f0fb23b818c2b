package io.fairlead.testkit;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A Node in the making; every step returns a new value. */
public final class NodeManifest implements Manifest {
    private final ObjectNode json;

    private NodeManifest(ObjectNode json) {
        this.json = json;
    }

    /**
     * A Node that is ready and has no address.
     *
     * @param name the Node's name
     * @return the Node with that
     */
    public static NodeManifest named(String name) {
        ObjectNode json =
                Json.object().put("apiVersion", Resource.NODES.apiVersion()).put("kind", Resource.NODES.kind());
        json.putObject("metadata").put("name", name);
        json.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True");
        return new NodeManifest(json);
    }

    /**
     * In this zone, by the label {@code topology.kubernetes.io/zone}.
     *
     * @param zone the zone's name
     * @return the Node with that
     */
    public NodeManifest zone(String zone) {
        return with(node ->
                node.withObject("metadata").withObjectProperty("labels").put("topology.kubernetes.io/zone", zone));
    }

    /**
     * With an address of type {@code InternalIP}.
     *
     * @param address an IP address
     * @return the Node with that
     */
    public NodeManifest internalIp(String address) {
        return address("InternalIP", address);
    }

    /**
     * With an address of type {@code ExternalIP}.
     *
     * @param address an IP address
     * @return the Node with that
     */
    public NodeManifest externalIp(String address) {
        return address("ExternalIP", address);
    }

    /**
     * Not ready: its kubelet is silent or complains.
     *
     * @return the Node with that
     */
    public NodeManifest unready() {
        return with(node -> node.withObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "False"));
    }

    /**
     * Changed in a way that no other method offers. The consumer gets a copy of the whole object.
     *
     * @param change changes the copy in place
     * @return the Node with that
     */
    public NodeManifest with(Consumer<ObjectNode> change) {
        ObjectNode copy = json();
        change.accept(copy);
        return new NodeManifest(copy);
    }

    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }

    private NodeManifest address(String type, String address) {
        return with(node -> node.withObject("status")
                .withArrayProperty("addresses")
                .addObject()
                .put("type", type)
                .put("address", address));
    }
}
