package io.fairlead.okhttp;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.ServiceRef;

/**
 * A host and port that name a Service, for sure or perhaps.
 *
 * @param service what they name
 * @param routes to its endpoints
 * @param probe whether it is one, for those that are no Service for sure
 */
record NamedService(ServiceRef service, Routes routes, Probe probe) {
    // Not kept: whoever lets a group rest makes the discovery forget it, and two groups of one Service know half of it
    // each.
    EndpointGroup group(ServiceDiscovery discovery) {
        return discovery.group(service);
    }
}
