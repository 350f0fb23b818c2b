package io.fairlead.endpoint;

import io.fairlead.internal.PartedList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One consistent set of all endpoints of a Service port as a source knows them, usable or not, and the facts of the
 * Service that decide which are usable. No endpoints means: the Service exists and is empty.
 *
 * @param service what was asked for, with its namespace filled in
 * @param source the name of the source, such as {@code watch} or {@code environment}
 * @param policy which rules decide the usable endpoints
 * @param families the Service's IP families, the primary one first; endpoints of others are not usable. Empty: any
 * @param endpoints every endpoint of the port, duplicates included, in the order in which the source gives them
 * @param clusterIp the Service's own virtual address with the Service's port, where it has one
 * @param changedAt when the newest change began in the cluster, where the source tells
 *     ({@code endpoints.kubernetes.io/last-change-trigger-time})
 * @param sessionAffinity where calls of one client should go to one endpoint ({@code sessionAffinity: ClientIP}): how long no call may
 *     come before they may go to another
 */
public record EndpointSnapshot(
        ServiceRef service,
        String source,
        TrafficPolicy policy,
        List<IpFamily> families,
        List<Endpoint> endpoints,
        Optional<Endpoint> clusterIp,
        Optional<Instant> changedAt,
        Optional<Duration> sessionAffinity) {

    public EndpointSnapshot {
        families = List.copyOf(families);
        endpoints = PartedList.copyOf(endpoints);
    }

    /** A snapshot without session affinity. */
    public EndpointSnapshot(
            ServiceRef service,
            String source,
            TrafficPolicy policy,
            List<IpFamily> families,
            List<Endpoint> endpoints,
            Optional<Endpoint> clusterIp,
            Optional<Instant> changedAt) {
        this(service, source, policy, families, endpoints, clusterIp, changedAt, Optional.empty());
    }

    /** The same under the name of another source. */
    public EndpointSnapshot withSource(String other) {
        return new EndpointSnapshot(service, other, policy, families, endpoints, clusterIp, changedAt, sessionAffinity);
    }

    /** The same Service with other endpoints. */
    public EndpointSnapshot withEndpoints(List<Endpoint> others) {
        return new EndpointSnapshot(service, source, policy, families, others, clusterIp, changedAt, sessionAffinity);
    }

    /** A snapshot whose source has chosen the endpoints already. */
    public static EndpointSnapshot asGiven(ServiceRef service, String source, List<Endpoint> endpoints) {
        return new EndpointSnapshot(
                service, source, TrafficPolicy.AS_GIVEN, List.of(), endpoints, Optional.empty(), Optional.empty());
    }
}
