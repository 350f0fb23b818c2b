package io.fairlead.testkit;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A Service in the making; every step returns a new value, so that a test can keep a base and vary it. */
public final class ServiceManifest implements Manifest {
    private final ObjectNode json;

    private ServiceManifest(ObjectNode json) {
        this.json = json;
    }

    /**
     * A Service of type ClusterIP without ports, in the server's default namespace.
     *
     * @param name the Service's name
     * @return the Service with that
     */
    public static ServiceManifest named(String name) {
        ObjectNode json =
                Json.object().put("apiVersion", Resource.SERVICES.apiVersion()).put("kind", Resource.SERVICES.kind());
        json.putObject("metadata").put("name", name);
        json.putObject("spec").put("type", "ClusterIP");
        return new ServiceManifest(json);
    }

    /**
     * In this namespace.
     *
     * @param namespace its namespace
     * @return the Service with that
     */
    public ServiceManifest namespace(String namespace) {
        return with(service -> service.withObject("metadata").put("namespace", namespace));
    }

    /**
     * With a label.
     *
     * @param key its key
     * @param value its value
     * @return the Service with that
     */
    public ServiceManifest label(String key, String value) {
        return with(service ->
                service.withObject("metadata").withObjectProperty("labels").put(key, value));
    }

    /**
     * With an annotation.
     *
     * @param key its key
     * @param value its value
     * @return the Service with that
     */
    public ServiceManifest annotation(String key, String value) {
        return with(service ->
                service.withObject("metadata").withObjectProperty("annotations").put(key, value));
    }

    /**
     * One more TCP port whose target is the same number; an empty name leaves the name out.
     *
     * @param name the port's name, or empty
     * @param port the port's number, 1 to 65535
     * @return the Service with that
     */
    public ServiceManifest port(String name, int port) {
        return port(name, port, port, "TCP");
    }

    /**
     * One more TCP port; an empty name leaves the name out.
     *
     * @param name the port's name, or empty
     * @param port the port's number, 1 to 65535
     * @param targetPort the pods' port, 1 to 65535
     * @return the Service with that
     */
    public ServiceManifest port(String name, int port, int targetPort) {
        return port(name, port, targetPort, "TCP");
    }

    /**
     * One more port; an empty name leaves the name out. The protocol is {@code TCP}, {@code UDP} or {@code SCTP}.
     *
     * @param name the port's name, or empty
     * @param port the port's number, 1 to 65535
     * @param targetPort the pods' port, 1 to 65535
     * @param protocol TCP, UDP or SCTP
     * @return the Service with that
     */
    public ServiceManifest port(String name, int port, int targetPort, String protocol) {
        return with(service -> {
            ObjectNode entry =
                    service.withObject("spec").withArrayProperty("ports").addObject();
            if (!name.isEmpty()) {
                entry.put("name", name);
            }
            entry.put("port", port).put("targetPort", targetPort).put("protocol", protocol);
        });
    }

    /**
     * With this virtual IP.
     *
     * @param address the virtual IP, or {@code None}
     * @return the Service with that
     */
    public ServiceManifest clusterIp(String address) {
        return with(service -> {
            ObjectNode spec = service.withObject("spec").put("clusterIP", address);
            spec.putArray("clusterIPs").add(address);
        });
    }

    /**
     * Headless: {@code clusterIP: None}.
     *
     * @return the Service with that
     */
    public ServiceManifest headless() {
        return clusterIp("None");
    }

    /**
     * Type ExternalName with this target.
     *
     * @param target the DNS name that it stands for
     * @return the Service with that
     */
    public ServiceManifest externalName(String target) {
        return with(service ->
                service.withObject("spec").put("type", "ExternalName").put("externalName", target));
    }

    /**
     * Changed in a way that no other method offers. The consumer gets a copy of the whole object.
     *
     * @param change changes the copy in place
     * @return the Service with that
     */
    public ServiceManifest with(Consumer<ObjectNode> change) {
        ObjectNode copy = json();
        change.accept(copy);
        return new ServiceManifest(copy);
    }

    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }
}
