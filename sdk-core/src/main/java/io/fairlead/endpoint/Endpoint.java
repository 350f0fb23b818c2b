package io.fairlead.endpoint;

import io.fairlead.internal.Checks;
import java.util.List;

/**
 * One place that answers for a Service port: a pod, a hand-written address, or a virtual IP. Facts only, no behaviour.
 *
 * <p>Before selection an endpoint has the one address of its slice entry; after it, one pod of a dual-stack Service is
 * one endpoint with an address of each family, the Service's first family in front.
 *
 * @param addresses where it is reached, the preferred one first: IP addresses in canonical text form without brackets,
 *     or a DNS name where a Service is called by name because it could not be discovered
 * @param port the port to connect to, 1 to 65535: the pod's own, not the Service's
 * @param pod the pod behind it, or {@link Pod#NONE}
 * @param hostname the pod's hostname in a headless Service, else empty
 * @param location its node and zone
 * @param conditions whether it is ready, serving, terminating
 * @param hints which clients it is meant for
 * @param weight its share of the calls relative to others, where the policy goes by weights: finite, 0 or more, 1 unless somebody says
 *     otherwise
 * @param tlsName the name that its certificate is for where that is not the Service's, as with the target of an ExternalName; else empty
 */
public record Endpoint(
        List<String> addresses,
        int port,
        Pod pod,
        String hostname,
        Location location,
        Conditions conditions,
        Hints hints,
        double weight,
        String tlsName) {
    private static final double DEFAULT_WEIGHT = 1;

    public Endpoint {
        addresses = Checks.nonEmpty(addresses, "addresses");
        Checks.check(port >= 1 && port <= 65535, "port", port, "1 to 65535");
        Checks.check(Checks.isWeight(weight), "weight", weight, Checks.WEIGHT);
    }

    /** A ready endpoint of which nothing but address and port is known. */
    public static Endpoint of(String address, int port) {
        return builder(address, port).build();
    }

    /** Starts a ready endpoint without pod, place and hints. */
    public static Builder builder(String address, int port) {
        return new Builder(address, port);
    }

    /** The preferred address. */
    public String address() {
        return addresses.get(0);
    }

    /** Whether the preferred address is a DNS name. Cheap: nothing is parsed. */
    public boolean hasName() {
        String address = address();
        return address.indexOf(':') < 0 && address.chars().anyMatch(c -> c != '.' && (c < '0' || c > '9'));
    }

    /** The family of the preferred address. */
    public IpFamily family() {
        return IpFamily.of(address());
    }

    /** Preferred address and port as text, an IPv6 address in brackets: {@code 10.0.0.1:8080}, {@code [fd00::1]:8080}. */
    public String hostPort() {
        String address = address();
        return family() == IpFamily.IPV6 ? "[" + address + "]:" + port : address + ":" + port;
    }

    /** The identity under which its load is remembered. */
    public EndpointKey key() {
        return new EndpointKey(pod.uid().isEmpty() ? address() : pod.uid(), port);
    }

    /** Whether its {@link #key()} equals the given one. Cheap: no key is made. */
    public boolean hasKey(EndpointKey key) {
        return port == key.port() && (pod.uid().isEmpty() ? address() : pod.uid()).equals(key.identity());
    }

    /** The same endpoint, reached by other addresses. */
    public Endpoint withAddresses(List<String> others) {
        return new Endpoint(others, port, pod, hostname, location, conditions, hints, weight, tlsName);
    }

    /** Collects what is known of an endpoint. Not thread-safe. */
    public static final class Builder {
        private final String address;
        private final int port;
        private Pod pod = Pod.NONE;
        private String hostname = "";
        private Location location = Location.UNKNOWN;
        private Conditions conditions = Conditions.READY;
        private Hints hints = Hints.NONE;
        private double weight = DEFAULT_WEIGHT;
        private String tlsName = "";

        Builder(String address, int port) {
            this.address = address;
            this.port = port;
        }

        /** The pod behind it; default {@link Pod#NONE}. */
        public Builder pod(Pod value) {
            pod = value;
            return this;
        }

        /** The pod's hostname; default empty. */
        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        /** Its node and zone; default {@link Location#UNKNOWN}. */
        public Builder location(Location value) {
            location = value;
            return this;
        }

        /** Its conditions; default {@link Conditions#READY}. */
        public Builder conditions(Conditions value) {
            conditions = value;
            return this;
        }

        /** Whom it is meant for; default {@link Hints#NONE}. */
        public Builder hints(Hints value) {
            hints = value;
            return this;
        }

        /** Its share of the calls relative to others: finite, 0 or more; default 1. */
        public Builder weight(double value) {
            weight = value;
            return this;
        }

        /** The name that its certificate is for; default empty: the Service's. */
        public Builder tlsName(String value) {
            tlsName = value;
            return this;
        }

        public Endpoint build() {
            return new Endpoint(List.of(address), port, pod, hostname, location, conditions, hints, weight, tlsName);
        }
    }
}
