package io.fairlead.testkit;

import java.util.Optional;

/** The resources of the Kubernetes API that are served. */
public enum Resource {
    /** Services of the core group, {@code v1}. */
    SERVICES("", "services", "Service"),
    /** EndpointSlices of {@code discovery.k8s.io/v1}. */
    ENDPOINT_SLICES("discovery.k8s.io", "endpointslices", "EndpointSlice");

    private final String group;
    private final String plural;
    private final String kind;

    Resource(String group, String plural, String kind) {
        this.group = group;
        this.plural = plural;
        this.kind = kind;
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

    String root() {
        return (group.isEmpty() ? "/api/" : "/apis/") + apiVersion() + "/";
    }

    /** As the API server names it in messages: {@code endpointslices.discovery.k8s.io}, {@code services}. */
    String qualifiedName() {
        return group.isEmpty() ? plural : plural + "." + group;
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
