package io.fairlead.testkit;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A Service in the making; every step returns a new value, so that a test can keep a base and vary it. */
public final class ServiceManifest implements Manifest {
    private final ObjectNode json;

    private ServiceManifest(ObjectNode json) {
        this.json = json;
    }

    /** A Service of type ClusterIP without ports, in the server's default namespace. */
    public static ServiceManifest named(String name) {
        ObjectNode json =
                Json.object().put("apiVersion", Resource.SERVICES.apiVersion()).put("kind", Resource.SERVICES.kind());
        json.putObject("metadata").put("name", name);
        json.putObject("spec").put("type", "ClusterIP");
        return new ServiceManifest(json);
    }

    /** In this namespace. */
    public ServiceManifest namespace(String namespace) {
        return with(service -> service.withObject("metadata").put("namespace", namespace));
    }

    /** With a label. */
    public ServiceManifest label(String key, String value) {
        return with(service ->
                service.withObject("metadata").withObjectProperty("labels").put(key, value));
    }

    /** With an annotation. */
    public ServiceManifest annotation(String key, String value) {
        return with(service ->
                service.withObject("metadata").withObjectProperty("annotations").put(key, value));
    }

    /** One more TCP port whose target is the same number; an empty name leaves the name out. */
    public ServiceManifest port(String name, int port) {
        return port(name, port, port, "TCP");
    }

    /** One more TCP port; an empty name leaves the name out. */
    public ServiceManifest port(String name, int port, int targetPort) {
        return port(name, port, targetPort, "TCP");
    }

    /** One more port; an empty name leaves the name out. The protocol is {@code TCP}, {@code UDP} or {@code SCTP}. */
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

    /** With this virtual IP. */
    public ServiceManifest clusterIp(String address) {
        return with(service -> {
            ObjectNode spec = service.withObject("spec").put("clusterIP", address);
            spec.putArray("clusterIPs").add(address);
        });
    }

    /** Headless: {@code clusterIP: None}. */
    public ServiceManifest headless() {
        return clusterIp("None");
    }

    /** Type ExternalName with this target. */
    public ServiceManifest externalName(String target) {
        return with(service ->
                service.withObject("spec").put("type", "ExternalName").put("externalName", target));
    }

    /** Changed in a way that no other method offers. The consumer gets a copy of the whole object. */
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
