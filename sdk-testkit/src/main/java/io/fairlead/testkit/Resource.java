package io.fairlead.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The resources of the Kubernetes API that are served. */
public enum Resource {
    /** Services of the core group, {@code v1}. */
    SERVICES("", "services", "Service", true),
    /** EndpointSlices of {@code discovery.k8s.io/v1}. */
    ENDPOINT_SLICES("discovery.k8s.io", "endpointslices", "EndpointSlice", true),
    /** Endpoints of the core group, {@code v1}: what there was before EndpointSlices. */
    ENDPOINTS("", "endpoints", "Endpoints", true),
    /** Nodes of the core group, {@code v1}, which are in no namespace. */
    NODES("", "nodes", "Node", false);

    private final String group;
    private final String plural;
    private final String kind;
    private final boolean namespaced;

    Resource(String group, String plural, String kind, boolean namespaced) {
        this.group = group;
        this.plural = plural;
        this.kind = kind;
        this.namespaced = namespaced;
    }

    /** {@return its API group; empty for the core group} */
    public String group() {
        return group;
    }

    /** {@return its name in paths and in RBAC rules, such as {@code endpointslices}} */
    public String plural() {
        return plural;
    }

    /** {@return the {@code kind} of its objects, such as {@code EndpointSlice}} */
    public String kind() {
        return kind;
    }

    /** {@return the {@code apiVersion} of its objects, such as {@code discovery.k8s.io/v1}} */
    public String apiVersion() {
        return group.isEmpty() ? "v1" : group + "/v1";
    }

    /** {@return whether its objects are in namespaces; the namespace of others is empty} */
    public boolean namespaced() {
        return namespaced;
    }

    String root() {
        return (group.isEmpty() ? "/api/" : "/apis/") + apiVersion() + "/";
    }

    /** As the API server names it in messages: {@code endpointslices.discovery.k8s.io}, {@code services}. */
    String qualifiedName() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** The kinds of objects that there are, for errors. */
    static String kinds() {
        return Arrays.stream(values()).map(Resource::kind).collect(Collectors.joining(", "));
    }

    static Optional<Resource> ofKind(String kind) {
        for (Resource resource : values()) {
            if (resource.kind.equals(kind)) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }
}
