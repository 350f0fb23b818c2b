package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Location;

/** The rule that decided which endpoints of one IP family are usable. */
public enum Rule {
    /** internalTrafficPolicy Cluster: all ready endpoints, because no hints are in force. */
    READY {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return endpoint.conditions().ready();
        }
    },
    /** internalTrafficPolicy Cluster: the ready endpoints with a hint for the client's node. */
    NODE_HINTS {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return READY.holds(endpoint, client)
                    && !client.node().isEmpty()
                    && endpoint.hints().nodes().contains(client.node());
        }
    },
    /** internalTrafficPolicy Cluster: the ready endpoints with a hint for the client's zone. */
    ZONE_HINTS {
        // A zone hint may have an empty name, and a client without a zone matches it: no check for an unknown zone.
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return READY.holds(endpoint, client) && endpoint.hints().zones().contains(client.zone());
        }
    },
    /** internalTrafficPolicy Cluster: nothing is ready, so all endpoints that terminate but still serve. */
    SERVING_TERMINATING {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return endpoint.conditions().serving() && endpoint.conditions().terminating();
        }
    },
    /** internalTrafficPolicy Local: the ready endpoints of the client's node. */
    LOCAL_READY {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return READY.holds(endpoint, client) && isLocal(endpoint, client);
        }
    },
    /** internalTrafficPolicy Local: none is ready on the client's node, so those that terminate there but still serve. */
    LOCAL_SERVING_TERMINATING {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return SERVING_TERMINATING.holds(endpoint, client) && isLocal(endpoint, client);
        }
    },
    /**
     * internalTrafficPolicy Local: nothing is usable on the client's node although something is elsewhere. kube-proxy drops
     * the packets.
     */
    NONE_ON_THIS_NODE {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return false;
        }
    },
    /** Nothing is usable anywhere. kube-proxy refuses the connection. */
    NONE_ANYWHERE {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return false;
        }
    },
    /** A headless Service: its ready endpoints. */
    HEADLESS_READY {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return READY.holds(endpoint, client);
        }
    },
    /** Node ports: the nodes that are ready and serve. */
    SERVING_NODES {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return READY.holds(endpoint, client) && endpoint.conditions().serving();
        }
    },
    /** The source has chosen: all. */
    AS_GIVEN {
        @Override
        boolean holds(Endpoint endpoint, Location client) {
            return true;
        }
    };

    /** Whether an endpoint is usable where this rule decides. The three conditions are independent. */
    abstract boolean holds(Endpoint endpoint, Location client);

    // An unknown client node equals nothing, not even an endpoint without a node.
    private static boolean isLocal(Endpoint endpoint, Location client) {
        return !client.node().isEmpty() && endpoint.location().node().equals(client.node());
    }
}
