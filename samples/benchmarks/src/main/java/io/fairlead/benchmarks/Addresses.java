package io.fairlead.benchmarks;

import io.fairlead.endpoint.ServiceRef;

/** The same addresses for everybody. */
public final class Addresses {
    /** The Service that they belong to. */
    public static final ServiceRef SERVICE = ServiceRef.parse("orders.shop:http");
    /** The port of all of them. */
    public static final int PORT = 8080;

    private static final int PER_BLOCK = 250;

    private Addresses() {}

    /** The address of the pod with this number, 0 to 62,499. */
    public static String ip(int number) {
        return "10." + (1 + number / PER_BLOCK / PER_BLOCK) + "." + number / PER_BLOCK % PER_BLOCK + "."
                + (1 + number % PER_BLOCK);
    }
}
