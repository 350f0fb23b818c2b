package io.fairlead.endpoint;

/** What Kubernetes accepts as one label of a name: RFC 1123, lower case. */
final class DnsNames {
    private static final int LONGEST_LABEL = 63;

    private DnsNames() {}

    static boolean isLabel(String text) {
        if (text.isEmpty() || text.length() > LONGEST_LABEL || text.startsWith("-") || text.endsWith("-")) {
            return false;
        }
        return text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
