package io.fairlead.testkit;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Legacy Endpoints in the making: one subset, whose addresses all have all ports; every step returns a new value. More subsets, and
 * what else there is, by {@link #with}.
 */
public final class EndpointsManifest implements Manifest {
    private final ObjectNode json;

    private EndpointsManifest(ObjectNode json) {
        this.json = json;
    }

    /**
     * Endpoints of the Service of the same name, with a subset that has neither addresses nor ports, in the server's default namespace.
     *
     * @param service the Service's name
     * @return the Endpoints with that
     */
    public static EndpointsManifest of(String service) {
        ObjectNode json =
                Json.object().put("apiVersion", Resource.ENDPOINTS.apiVersion()).put("kind", Resource.ENDPOINTS.kind());
        json.putObject("metadata").put("name", service);
        json.putArray("subsets").addObject();
        return new EndpointsManifest(json);
    }

    /**
     * In this namespace.
     *
     * @param namespace its namespace
     * @return the Endpoints with that
     */
    public EndpointsManifest namespace(String namespace) {
        return with(endpoints -> endpoints.withObject("metadata").put("namespace", namespace));
    }

    /**
     * With an annotation.
     *
     * @param key its key
     * @param value its value
     * @return the Endpoints with that
     */
    public EndpointsManifest annotation(String key, String value) {
        return with(endpoints -> endpoints
                .withObject("metadata")
                .withObjectProperty("annotations")
                .put(key, value));
    }

    /**
     * One more TCP port; an empty name leaves the name out.
     *
     * @param name the port's name, or empty
     * @param port the port's number, 1 to 65535
     * @return the Endpoints with that
     */
    public EndpointsManifest port(String name, int port) {
        return port(name, port, "TCP");
    }

    /**
     * One more port; an empty name leaves the name out. The protocol is {@code TCP}, {@code UDP} or {@code SCTP}.
     *
     * @param name the port's name, or empty
     * @param port the port's number, 1 to 65535
     * @param protocol TCP, UDP or SCTP
     * @return the Endpoints with that
     */
    public EndpointsManifest port(String name, int port, String protocol) {
        return with(endpoints -> {
            ObjectNode entry = subset(endpoints).withArrayProperty("ports").addObject();
            if (!name.isEmpty()) {
                entry.put("name", name);
            }
            entry.put("port", port).put("protocol", protocol);
        });
    }

    /**
     * More addresses that are ready.
     *
     * @param addresses IP addresses
     * @return the Endpoints with that
     */
    public EndpointsManifest ready(String... addresses) {
        return addresses("addresses", addresses);
    }

    /**
     * More addresses that are not ready.
     *
     * @param addresses IP addresses
     * @return the Endpoints with that
     */
    public EndpointsManifest unready(String... addresses) {
        return addresses("notReadyAddresses", addresses);
    }

    /**
     * One more address that is ready, of a pod.
     *
     * @param address its IP address
     * @param pod the pod's name, which is also its hostname
     * @param uid the pod's uid
     * @param node the pod's node
     * @return the Endpoints with that
     */
    public EndpointsManifest pod(String address, String pod, String uid, String node) {
        return with(endpoints -> subset(endpoints)
                .withArrayProperty("addresses")
                .addObject()
                .put("ip", address)
                .put("hostname", pod)
                .put("nodeName", node)
                .putObject("targetRef")
                .put("kind", "Pod")
                .put("name", pod)
                .put("uid", uid));
    }

    /**
     * Changed in a way that no other method offers. The consumer gets a copy of the whole object.
     *
     * @param change changes the copy in place
     * @return the Endpoints with that
     */
    public EndpointsManifest with(Consumer<ObjectNode> change) {
        ObjectNode copy = json();
        change.accept(copy);
        return new EndpointsManifest(copy);
    }

    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }

    private EndpointsManifest addresses(String field, String... addresses) {
        return with(endpoints -> {
            for (String address : addresses) {
                subset(endpoints).withArrayProperty(field).addObject().put("ip", address);
            }
        });
    }

    private static ObjectNode subset(ObjectNode endpoints) {
        return (ObjectNode) endpoints.withArrayProperty("subsets").get(0);
    }
}
