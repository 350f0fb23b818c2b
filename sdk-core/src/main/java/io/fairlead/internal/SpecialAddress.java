package io.fairlead.internal;

import java.util.Optional;

/**
 * Addresses that no endpoint may have: the API server refuses them, so that nobody who may write slices can point others
 * at their own machine (Kubernetes, validation of EndpointSlices). Told by the canonical text, since every endpoint of every
 * slice is looked at.
 *
 * <p>Not part of the API: nothing here is for users.
 */
public final class SpecialAddress {
    /** The kind of 127.0.0.0/8 and ::1, which tests admit. */
    public static final String LOOPBACK = "loopback";

    private static final String UNSPECIFIED = "unspecified";
    private static final String LINK_LOCAL = "link-local";
    private static final String MULTICAST = "multicast";

    private SpecialAddress() {}

    /** What is special about an address in canonical form: why it is refused; empty if it is an ordinary one. */
    public static String kind(String canonical) {
        return canonical.indexOf(':') < 0 ? ofIpv4(canonical) : ofIpv6(canonical);
    }

    /**
     * Why no endpoint may have an address; empty if it may.
     *
     * @param canonical its canonical form, if it is an IP address
     */
    public static String refusal(Optional<String> canonical) {
        return canonical.map(SpecialAddress::kind).orElse("no IP address");
    }

    private static String ofIpv4(String address) {
        int first = Integer.parseInt(address, 0, address.indexOf('.'), 10);
        if (first == 127) {
            return LOOPBACK;
        }
        if (first >= 224 && first <= 239) {
            return MULTICAST;
        }
        if (address.startsWith("169.254.")) {
            return LINK_LOCAL;
        }
        return address.equals("0.0.0.0") ? UNSPECIFIED : "";
    }

    private static String ofIpv6(String address) {
        if (address.equals("::")) {
            return UNSPECIFIED;
        }
        if (address.equals("::1")) {
            return LOOPBACK;
        }
        int colon = address.indexOf(':');
        int first = colon == 0 ? 0 : Integer.parseInt(address, 0, colon, 16);
        if (first >= 0xff00) {
            return MULTICAST;
        }
        return first >= 0xfe80 && first <= 0xfebf ? LINK_LOCAL : "";
    }
}
