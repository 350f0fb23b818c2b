package io.fairlead.kubernetes;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.Protocol;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of an EndpointSlice.
 *
 * @param id namespace, name and version
 * @param service the label {@code kubernetes.io/service-name}, empty if it has none
 * @param family of its addresses; empty for slices of DNS names
 * @param ports those with a name and a number
 * @param endpoints those of its entries that have an address, at its first port and with the weight 1, whatever annotations say
 * @param refusals why no endpoint may have an address, for those that none may have
 * @param changedAt when the change behind it began, if the slice tells
 * @param weights what it says about the weight of its endpoints
 */
record Slice(
        ObjectId id,
        String service,
        Optional<IpFamily> family,
        List<Port> ports,
        List<Endpoint> endpoints,
        Map<String, String> refusals,
        Optional<Instant> changedAt,
        Weights weights)
        implements SliceSource {
    private static final int ANY_PORT = 1;

    Slice {
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
        refusals = Map.copyOf(refusals);
    }

    /** From entries as they are written. */
    static Slice of(
            ObjectId id,
            String service,
            Optional<IpFamily> family,
            List<Port> ports,
            List<Entry> entries,
            Optional<Instant> changedAt,
            Weights weights) {
        Map<String, String> refusals = new HashMap<>();
        for (Entry entry : entries) {
            String refusal = entry.refusalIn(family);
            if (!refusal.isEmpty()) {
                refusals.put(entry.address(), refusal);
            }
        }
        List<Endpoint> endpoints = Endpoint.compact(
                entries.stream().map(entry -> entry.at(number(ports))).toList());
        return new Slice(id, service, family, ports, endpoints, refusals, changedAt, weights);
    }

    @Override
    public List<Slice> slices() {
        return List.of(this);
    }

    /** The port that its endpoints have here. */
    int number() {
        return number(ports);
    }

    private static int number(List<Port> ports) {
        return ports.isEmpty() ? ANY_PORT : ports.get(0).number();
    }

    /**
     * A port of every endpoint.
     *
     * @param name the Service port's name, may be empty
     * @param number the pods' own
     */
    record Port(String name, Protocol protocol, int number) {}

    /**
     * One endpoint as it is read, without port.
     *
     * @param address the first one, in canonical form where it is an IP address
     * @param refusal why no endpoint may have this address, empty if it may
     */
    record Entry(
            String address,
            String refusal,
            Pod pod,
            String hostname,
            Location location,
            Conditions conditions,
            Hints hints) {

        private String refusalIn(Optional<IpFamily> family) {
            return family.isPresent() && IpFamily.of(address) != family.get()
                    ? "no " + family.get() + " address"
                    : refusal;
        }

        private Endpoint at(int port) {
            return Endpoint.builder(address, port)
                    .pod(pod)
                    .hostname(hostname)
                    .location(location)
                    .conditions(conditions)
                    .hints(hints)
                    .build();
        }
    }
}
