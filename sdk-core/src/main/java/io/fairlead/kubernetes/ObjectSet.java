package io.fairlead.kubernetes;

import java.util.function.Function;

/**
 * What a stream is about: the objects of one kind that a selector chooses, in one namespace or in none.
 *
 * @param resource the kind as in the path and in a Role: {@code endpointslices}
 * @param path of the collection, such as {@code /api/v1/namespaces/shop/services}
 * @param selector as a query parameter: {@code labelSelector=…}; empty: all
 * @param service the name of the Service that an object is about
 * @param readers read its objects
 * @param one whether the path is that of a single object, which is got and not listed
 */
record ObjectSet<T extends ApiObject>(
        String resource,
        String path,
        String selector,
        Function<T, String> service,
        ObjectReader.Factory<T> readers,
        boolean one) {
    ObjectSet(
            String resource,
            String path,
            String selector,
            Function<T, String> service,
            ObjectReader.Factory<T> readers) {
        this(resource, path, selector, service, readers, false);
    }

    /** How a Role calls Services. */
    static final String SERVICES = "services";
    /** How a ClusterRole calls Nodes. */
    static final String NODES = "nodes";

    /** The same of every Service of the namespace. */
    ObjectSet<T> ofNamespace() {
        return new ObjectSet<>(resource, path, "", service, readers);
    }

    boolean isOfNamespace() {
        return selector.isEmpty();
    }

    /** The slices of a Service. */
    static ObjectSet<Slice> slices(String namespace, String service) {
        Shared shared = new Shared();
        return new ObjectSet<>(
                "endpointslices",
                "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices",
                "labelSelector=kubernetes.io%2Fservice-name%3D" + service,
                Slice::service,
                () -> new SliceReader(shared));
    }

    /** The legacy Endpoints of a Service: one object of its name. */
    static ObjectSet<LegacyEndpoints> endpoints(String namespace, String service) {
        Shared shared = new Shared();
        return new ObjectSet<>(
                "endpoints",
                "/api/v1/namespaces/" + namespace + "/endpoints",
                "fieldSelector=metadata.name%3D" + service,
                endpoints -> endpoints.id().name(),
                () -> new EndpointsReader(shared));
    }

    /** All nodes of the cluster. */
    static ObjectSet<NodeFacts> nodes() {
        return new ObjectSet<>(NODES, "/api/v1/nodes", "", node -> "", NodeReader::new);
    }

    /** One node, to be got. */
    static ObjectSet<NodeFacts> node(String name) {
        return new ObjectSet<>(NODES, "/api/v1/nodes/" + name, "", node -> "", NodeReader::new, true);
    }

    /** The one Service of this name. */
    static ObjectSet<ServiceFacts> service(String namespace, String name) {
        return new ObjectSet<>(
                SERVICES,
                "/api/v1/namespaces/" + namespace + "/services",
                "fieldSelector=metadata.name%3D" + name,
                service -> service.id().name(),
                ServiceReader::new);
    }
}
