package io.fairlead.kubernetes;

/** By which objects of the API a source learns a Service's endpoints. */
enum EndpointKind {
    /** EndpointSlices, which every cluster has since Kubernetes 1.21. */
    SLICES("watch", "EndpointSlices", ""),
    /** What there was before, and still is: one object a Service. */
    ENDPOINTS(
            "endpoints",
            "Endpoints",
            ", and Endpoints tell of one IP family only, no zones and hints, and not whether a pod terminates");

    private final String source;
    private final String objects;
    private final String limits;

    EndpointKind(String source, String objects, String limits) {
        this.source = source;
        this.objects = objects;
        this.limits = limits;
    }

    /** The name of the source. */
    String source() {
        return source;
    }

    /** What the objects are called. */
    String objects() {
        return objects;
    }

    /** What they do not tell, as the end of a sentence. */
    String limits() {
        return limits;
    }

    /** Those of a Service. */
    ObjectSet<? extends SliceSource> of(ServiceName service) {
        return this == SLICES
                ? ObjectSet.slices(service.namespace(), service.name())
                : ObjectSet.endpoints(service.namespace(), service.name());
    }
}
