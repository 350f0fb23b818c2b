package io.fairlead.kubernetes;

import java.util.List;

/** Which addresses of a node are called where Services are reached by node ports. */
public enum NodeAddresses {
    /** Those of type ExternalIP; of a node that has none, those of type InternalIP. */
    EXTERNAL_ELSE_INTERNAL,
    /** Those of type ExternalIP only. */
    EXTERNAL,
    /** Those of type InternalIP only. */
    INTERNAL;

    /** Those of a node. */
    List<String> of(NodeFacts node) {
        boolean internal = this == INTERNAL
                || (this == EXTERNAL_ELSE_INTERNAL && node.externalIps().isEmpty());
        return internal ? node.internalIps() : node.externalIps();
    }
}
