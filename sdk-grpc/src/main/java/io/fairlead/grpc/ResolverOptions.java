package io.fairlead.grpc;

import java.util.List;
import java.util.Optional;

/**
 * What a name resolver is told by its provider.
 *
 * @param authority the authority of the channels, in place of the Service's name
 * @param policy the balancing policy, in place of ours
 * @param serviceConfig whether a service config is returned at all
 * @param idempotent the methods that may be processed twice, as the service config names them
 */
record ResolverOptions(
        Optional<String> authority, Optional<String> policy, boolean serviceConfig, List<MethodName> idempotent) {

    ResolverOptions {
        idempotent = List.copyOf(idempotent);
    }

    static ResolverOptions defaults() {
        return new ResolverOptions(Optional.empty(), Optional.empty(), true, List.of());
    }
}
