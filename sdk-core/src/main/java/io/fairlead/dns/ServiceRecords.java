package io.fairlead.dns;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/** What DNS has of a Service, or of one named port of it. */
sealed interface ServiceRecords {
    /** There is no such name; the cluster's own zone says so. */
    record Missing() implements ServiceRecords {}

    /** There is the name, and it has no address; the cluster's own zone says so. */
    record Empty() implements ServiceRecords {}

    /**
     * Its SRV records and their addresses.
     *
     * @param own the Service's name, or the pod's where one was asked for
     * @param places in an order that does not depend on the answer's
     */
    record Places(Name own, List<Place> places) implements ServiceRecords {
        public Places {
            places = places.stream().distinct().sorted().toList();
        }
    }

    /**
     * Its addresses, where it has no SRV records.
     *
     * @param addresses at least one
     * @param alias the name that it stands for, if it is an alias
     */
    record Plain(Addresses addresses, Optional<Name> alias) implements ServiceRecords {}

    /** It is an alias of a name that has no address. */
    record Dangling(Name alias) implements ServiceRecords {}

    /**
     * It has no port of the name that was asked for.
     *
     * @param own what it has
     */
    record NoSuchPort(ServiceRecords own) implements ServiceRecords {}

    /** An SRV record's port and where that is. */
    record Place(Name target, int port, Addresses addresses) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTarget = target.compareTo(other.target);
            return byTarget != 0 ? byTarget : Integer.compare(port, other.port);
        }
    }
}
