package io.fairlead.balancer;

import io.fairlead.endpoint.EndpointKey;

/** What a policy may know of a call: the endpoints that its earlier attempts went to, and its key. */
@FunctionalInterface
public interface Tried {
    /** A first attempt, of a call without a key: none. */
    Tried NONE = key -> false;

    /** Whether an earlier attempt went there. */
    boolean contains(EndpointKey key);

    /** What calls have in common that should go to one endpoint, for policies that go by it; empty for calls that may go to any. */
    default String key() {
        return "";
    }
}
