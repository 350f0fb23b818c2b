package io.fairlead.kubernetes;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of an EndpointSlice.
 *
 * @param id namespace, name and version
 * @param service the label {@code kubernetes.io/service-name}, empty if it has none
 * @param family of its addresses; empty for slices of DNS names
 * @param ports those with a name and a number
 * @param entries its endpoints that have an address
 * @param changedAt when the change behind it began, if the slice tells
 * @param weights what it says about the weight of its entries
 */
record Slice(
        ObjectId id,
        String service,
        Optional<IpFamily> family,
        List<Port> ports,
        List<Entry> entries,
        Optional<Instant> changedAt,
        Weights weights)
        implements SliceSource {

    Slice {
        ports = List.copyOf(ports);
        entries = List.copyOf(entries);
    }

    @Override
    public List<Slice> slices() {
        return List.of(this);
    }

    /**
     * A port of every entry.
     *
     * @param name the Service port's name, may be empty
     * @param number the pods' own
     */
    record Port(String name, Protocol protocol, int number) {}

    /**
     * One endpoint, without port. Shares its parts with the endpoints that are made of it.
     *
     * @param addresses exactly the first address, in canonical form where it is an IP address
     * @param refusal why no endpoint may have this address, empty if it may
     */
    record Entry(
            List<String> addresses,
            String refusal,
            Pod pod,
            String hostname,
            Location location,
            Conditions conditions,
            Hints hints) {}
}
