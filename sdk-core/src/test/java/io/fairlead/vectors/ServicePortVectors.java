package io.fairlead.vectors;

import io.fairlead.endpoint.EndpointSnapshot;
import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes the snapshots of a Service from Kubernetes objects in JSON form. */
@FunctionalInterface
public interface ServicePortVectors {
    /**
     * One snapshot for each port of the Service, by port name and protocol such as {@code http/TCP}; none if kube-proxy does
     * not handle the Service.
     *
     * @param service a {@code v1} Service
     * @param slices {@code discovery.k8s.io/v1} EndpointSlices, in any order, some of them perhaps not the Service's
     */
    Map<String, EndpointSnapshot> snapshots(JsonNode service, Collection<JsonNode> slices);
}
