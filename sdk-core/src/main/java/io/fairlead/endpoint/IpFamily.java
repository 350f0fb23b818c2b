package io.fairlead.endpoint;

/** An IP family of a Service, as in {@code spec.ipFamilies}. */
public enum IpFamily {
    IPV4,
    IPV6;

    /** The family of an address in text form, without brackets. */
    public static IpFamily of(String address) {
        return address.indexOf(':') >= 0 ? IPV6 : IPV4;
    }
}
