package io.fairlead.balancer;

import io.fairlead.endpoint.EndpointKey;

/** The endpoints that the earlier attempts of a call went to. */
@FunctionalInterface
public interface Tried {
    /** A first attempt: none. */
    Tried NONE = key -> false;

    /** Whether an earlier attempt went there. */
    boolean contains(EndpointKey key);
}
