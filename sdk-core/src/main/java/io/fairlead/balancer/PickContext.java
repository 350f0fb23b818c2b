package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;

/** What a policy may know of a call: the endpoints that its earlier attempts went to, and its key. */
@FunctionalInterface
public interface PickContext {
    /** That of a first attempt of a call without a key. */
    PickContext NONE = endpoint -> false;

    /** Whether an earlier attempt went there. */
    boolean hasTried(Endpoint endpoint);

    /** What calls have in common that should go to one endpoint, for policies that go by it; empty for calls that may go to any. */
    default String key() {
        return "";
    }
}
