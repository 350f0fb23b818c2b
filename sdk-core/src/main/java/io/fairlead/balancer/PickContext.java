package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import java.util.Set;

/** What a policy may know of a call: the endpoints that its earlier attempts went to, and its key. */
@FunctionalInterface
public interface PickContext {
    /** That of a first attempt of a call without a key. */
    PickContext NONE = endpoint -> false;

    /**
     * Whether an earlier attempt went there. By {@link Endpoint#hasKey}: the facts of an endpoint may be others by now. A reference to
     * {@code contains} of a set of keys would compile and never be true, see {@link #tried}.
     */
    boolean hasTried(Endpoint endpoint);

    /** That of a call without a key whose earlier attempts went to these. */
    static PickContext tried(Set<EndpointKey> keys) {
        return endpoint -> keys.contains(endpoint.key());
    }

    /** What calls have in common that should go to one endpoint, for policies that go by it; empty for calls that may go to any. */
    default String key() {
        return "";
    }
}
