package io.fairlead.dns;

import io.fairlead.internal.SpecialAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which addresses may be endpoints: those that the API server itself would not refuse. Remembers the others, for who wonders. */
final class Admission {
    private final boolean loopback;
    // With the reason: 127.0.0.1 (loopback).
    private final Set<String> refused = new TreeSet<>();

    /**
     * Has refused nothing yet.
     *
     * @param loopback whether 127.0.0.0/8 and ::1 may be endpoints
     */
    Admission(boolean loopback) {
        this.loopback = loopback;
    }

    Addresses of(Addresses addresses) {
        return new Addresses(admitted(addresses.ipv4()), admitted(addresses.ipv6()));
    }

    /** What was refused and why, as the end of an explanation; empty if nothing was. */
    String note() {
        return refused.isEmpty() ? "" : "; left out because of their addresses: " + refused;
    }

    private List<String> admitted(List<String> addresses) {
        return addresses.stream().filter(this::isAdmitted).toList();
    }

    private boolean isAdmitted(String address) {
        String kind = SpecialAddress.kind(address);
        boolean admitted = kind.isEmpty() || (loopback && kind.equals(SpecialAddress.LOOPBACK));
        if (!admitted) {
            refused.add(address + " (" + kind + ")");
        }
        return admitted;
    }
}
