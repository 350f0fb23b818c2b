package io.fairlead.endpoint;

/** Which rules decide the endpoints of a snapshot that may be used. */
public enum TrafficPolicy {
    /** kube-proxy's rules for {@code internalTrafficPolicy: Cluster}: ready endpoints, hints, terminating ones at need. */
    CLUSTER,
    /** kube-proxy's rules for {@code internalTrafficPolicy: Local}: endpoints of the client's own node only. */
    LOCAL,
    /** A headless Service: its ready endpoints, as the cluster's DNS gives them; no hints, no terminating ones. */
    HEADLESS,
    /**
     * Nodes that take calls for the Service: those that are ready and serve, which is to say that they pass calls on: to any pod, or
     * where {@code externalTrafficPolicy} is Local, to a usable one of their own.
     */
    NODES,
    /** The source has chosen already (a virtual IP, a name, a static list): all of them. */
    AS_GIVEN
}
