package io.fairlead.testkit;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** An EndpointSlice in the making; every step returns a new value, so that a test can keep a base and vary it. */
public final class SliceManifest implements Manifest {
    private final ObjectNode json;

    private SliceManifest(ObjectNode json) {
        this.json = json;
    }

    /**
     * An IPv4 slice without ports and endpoints, labelled as one of the Service, in the server's default namespace.
     *
     * @param service the Service's name
     * @param name the slice's name
     * @return the slice with that
     */
    public static SliceManifest of(String service, String name) {
        ObjectNode json = Json.object()
                .put("apiVersion", Resource.ENDPOINT_SLICES.apiVersion())
                .put("kind", Resource.ENDPOINT_SLICES.kind());
        json.putObject("metadata").put("name", name);
        json.put("addressType", "IPv4");
        json.putArray("ports");
        json.putArray("endpoints");
        return new SliceManifest(json)
                .label("kubernetes.io/service-name", service)
                .label("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    }

    /**
     * In this namespace.
     *
     * @param namespace its namespace
     * @return the slice with that
     */
    public SliceManifest namespace(String namespace) {
        return with(slice -> slice.withObject("metadata").put("namespace", namespace));
    }

    /**
     * With a label.
     *
     * @param key its key
     * @param value its value
     * @return the slice with that
     */
    public SliceManifest label(String key, String value) {
        return with(slice ->
                slice.withObject("metadata").withObjectProperty("labels").put(key, value));
    }

    /**
     * Of this address type instead of {@code IPv4}: {@code IPv6} or {@code FQDN}.
     *
     * @param type IPv4, IPv6 or FQDN
     * @return the slice with that
     */
    public SliceManifest addressType(String type) {
        return with(slice -> slice.put("addressType", type));
    }

    /**
     * One more TCP port. An empty name is kept, as the controller writes it for a Service port without a name.
     *
     * @param name the port's name, or empty
     * @param port the port's number, 1 to 65535
     * @return the slice with that
     */
    public SliceManifest port(String name, int port) {
        return port(name, port, "TCP");
    }

    /**
     * One more port. An empty name is kept. The protocol is {@code TCP}, {@code UDP} or {@code SCTP}.
     *
     * @param name the port's name, or empty
     * @param port the port's number, 1 to 65535
     * @param protocol TCP, UDP or SCTP
     * @return the slice with that
     */
    public SliceManifest port(String name, int port, String protocol) {
        return with(slice -> slice.withArrayProperty("ports")
                .addObject()
                .put("name", name)
                .put("port", port)
                .put("protocol", protocol));
    }

    /**
     * More endpoints.
     *
     * @param endpoints the endpoints to add
     * @return the slice with that
     */
    public SliceManifest endpoints(EndpointManifest... endpoints) {
        return with(slice -> {
            for (EndpointManifest endpoint : endpoints) {
                slice.withArrayProperty("endpoints").add(endpoint.json());
            }
        });
    }

    /**
     * More endpoints, ready, with nothing but these addresses.
     *
     * @param addresses IP addresses, or names in a slice of type FQDN
     * @return the slice with that
     */
    public SliceManifest ready(String... addresses) {
        SliceManifest result = this;
        for (String address : addresses) {
            result = result.endpoints(EndpointManifest.at(address));
        }
        return result;
    }

    /**
     * Changed in a way that no other method offers. The consumer gets a copy of the whole object.
     *
     * @param change changes the copy in place
     * @return the slice with that
     */
    public SliceManifest with(Consumer<ObjectNode> change) {
        ObjectNode copy = json();
        change.accept(copy);
        return new SliceManifest(copy);
    }

    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }
}
