package io.fairlead.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * IP addresses as text, without ever asking DNS.
 *
 * <p>Not part of the API: nothing here is for users.
 */
public final class IpText {
    private static final int IPV4_PARTS = 4;
    private static final int IPV6_GROUPS = 8;

    private IpText() {}

    /**
     * The canonical text of an address: dotted decimal, or RFC 5952's short form of IPv6, without brackets. Reads what
     * kube-proxy reads: leading zeros in IPv4 parts are decimal, an IPv4-mapped IPv6 address is that IPv4 address.
     *
     * @return empty if the text is no address, has brackets or a scope id
     */
    public static Optional<String> canonical(String text) {
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    private static Optional<String> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        StringJoiner canonical = new StringJoiner(".");
        for (String part : parts) {
            boolean digits =
                    !part.isEmpty() && part.length() <= 9 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            int value = digits ? Integer.parseInt(part) : 256;
            if (value > 255) {
                return Optional.empty();
            }
            canonical.add(Integer.toString(value));
        }
        return parts.length == IPV4_PARTS ? Optional.of(canonical.toString()) : Optional.empty();
    }

    private static Optional<String> ipv6(String text) {
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return Optional.empty();
        }
        try {
            // In brackets the JDK takes it for a literal or throws; without them some broken text would be looked up.
            InetAddress address = InetAddress.getByName("[" + text + "]");
            byte[] bytes = address.getAddress();
            return Optional.of(bytes.length == IPV4_PARTS ? address.getHostAddress() : shortForm(bytes));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    // RFC 5952, section 4: the longest run of at least two zero groups becomes ::, of equally long ones the first.
    private static String shortForm(byte[] bytes) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(bytes[2 * i]) * 256 + Byte.toUnsignedInt(bytes[2 * i + 1]);
        }
        int runStart = 0;
        int runLength = 1;
        for (int start = 0; start < IPV6_GROUPS; start++) {
            int length = zerosFrom(groups, start);
            if (length > runLength) {
                runStart = start;
                runLength = length;
            }
        }
        return runLength == 1
                ? hex(groups, 0, IPV6_GROUPS)
                : hex(groups, 0, runStart) + "::" + hex(groups, runStart + runLength, IPV6_GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < IPV6_GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String hex(int[] groups, int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
