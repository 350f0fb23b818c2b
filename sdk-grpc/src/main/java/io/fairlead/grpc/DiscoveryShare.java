package io.fairlead.grpc;

import io.fairlead.ServiceDiscovery;
import java.util.function.Supplier;

/**
 * Where a resolver has its discovery from.
 *
 * @param take gives the discovery
 * @param giveBack whether it is closed by who took it: a share is, one that a caller handed in is not
 */
record DiscoveryShare(Supplier<ServiceDiscovery> take, boolean giveBack) {
    static DiscoveryShare ofProcess() {
        return new DiscoveryShare(ServiceDiscovery::shared, true);
    }

    static DiscoveryShare of(ServiceDiscovery discovery) {
        return new DiscoveryShare(() -> discovery, false);
    }
}
