package io.fairlead.dns;

import io.fairlead.internal.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The addresses of a name, in canonical form and in an order that does not depend on the answer's, since servers shuffle.
 *
 * @param ipv4 its A records
 * @param ipv6 its AAAA records
 */
record Addresses(List<String> ipv4, List<String> ipv6) {
    static final Addresses NONE = new Addresses(List.of(), List.of());

    Addresses {
        ipv4 = ipv4.stream().distinct().sorted().toList();
        ipv6 = ipv6.stream().distinct().sorted().toList();
    }

    /** These and those. */
    Addresses with(Addresses others) {
        return new Addresses(concat(ipv4, others.ipv4), concat(ipv6, others.ipv6));
    }

    /** Those that may be endpoints. */
    Addresses admittedBy(Admission admission) {
        return new Addresses(
                ipv4.stream().filter(admission::admits).toList(),
                ipv6.stream().filter(admission::admits).toList());
    }

    boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    /** Of one place, by any of them: IPv4 first. */
    List<String> all() {
        List<String> all = new ArrayList<>(ipv4);
        all.addAll(ipv6);
        return all;
    }

    /** Whether no family has more than one, so that both may be of one place. */
    boolean mayBeOnePlace() {
        return ipv4.size() <= 1 && ipv6.size() <= 1 && !isEmpty();
    }

    /**
     * Of several places of which nobody says which addresses belong together, but any of which serves all: each IPv4 address with an
     * IPv6 address behind it, for who cannot reach the first; else each IPv6 address.
     */
    List<List<String>> paired() {
        if (ipv4.isEmpty()) {
            return ipv6.stream().map(List::of).toList();
        }
        return IntStream.range(0, ipv4.size())
                .mapToObj(i -> ipv6.isEmpty() ? List.of(ipv4.get(i)) : List.of(ipv4.get(i), ipv6.get(i % ipv6.size())))
                .toList();
    }

    /** Each place once where nobody says which addresses belong together: those of the family that has more. */
    List<String> ofOneFamily() {
        return ipv6.size() > ipv4.size() ? ipv6 : ipv4;
    }

    private static List<String> concat(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
