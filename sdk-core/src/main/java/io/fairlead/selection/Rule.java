package io.fairlead.selection;

/** The rule that decided which endpoints of one IP family are usable. */
public enum Rule {
    /** internalTrafficPolicy Cluster: all ready endpoints, because no hints are in force. */
    READY,
    /** internalTrafficPolicy Cluster: the ready endpoints with a hint for the client's node. */
    NODE_HINTS,
    /** internalTrafficPolicy Cluster: the ready endpoints with a hint for the client's zone. */
    ZONE_HINTS,
    /** internalTrafficPolicy Cluster: nothing is ready, so all endpoints that terminate but still serve. */
    SERVING_TERMINATING,
    /** internalTrafficPolicy Local: the ready endpoints of the client's node. */
    LOCAL_READY,
    /** internalTrafficPolicy Local: none is ready on the client's node, so those that terminate there but still serve. */
    LOCAL_SERVING_TERMINATING,
    /**
     * internalTrafficPolicy Local: nothing is usable on the client's node although something is elsewhere. kube-proxy drops
     * the packets.
     */
    NONE_ON_THIS_NODE,
    /** Nothing is usable anywhere. kube-proxy refuses the connection. */
    NONE_ANYWHERE,
    /** A headless Service: its ready endpoints. */
    HEADLESS_READY,
    /** Node ports: the nodes that are ready and serve. */
    SERVING_NODES,
    /** The source has chosen: all. */
    AS_GIVEN
}
