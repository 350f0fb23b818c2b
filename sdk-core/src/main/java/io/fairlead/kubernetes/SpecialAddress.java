package io.fairlead.kubernetes;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that no endpoint may have: the API server refuses them, so that nobody who may write slices can point others
 * at their own machine (Kubernetes, validation of EndpointSlices).
 */
final class SpecialAddress {
    static final String LOOPBACK = "loopback";

    private SpecialAddress() {}

    /** What is special about an address in canonical form: why it is refused; empty if it is an ordinary one. */
    static String kind(String canonical) {
        InetAddress address = literal(canonical);
        if (address.isAnyLocalAddress()) {
            return "unspecified";
        }
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return "link-local";
        }
        return address.isMulticastAddress() ? "multicast" : "";
    }

    private static InetAddress literal(String canonical) {
        try {
            return InetAddress.getByName(canonical);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: " + canonical + " (expected: a canonical IP address)", e);
        }
    }
}
