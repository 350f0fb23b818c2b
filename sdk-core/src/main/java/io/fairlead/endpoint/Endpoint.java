package io.fairlead.endpoint;

import io.fairlead.internal.Checks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One place that answers for a Service port: a pod, a hand-written address, or a virtual IP. Facts only, no behaviour; immutable. Endpoints
 * are equal if all of their facts are.
 *
 * <p>Before selection an endpoint has the one address of its slice entry; after it, one pod of a dual-stack Service is
 * one endpoint with an address of each family, the Service's first family in front.
 *
 * <p>Thousands are kept for as long as a process lives, so an endpoint is small: what is asked for on the path of a call is there
 * ({@link #address()}, {@link #port()}, {@link #location()}), other answers may be made for whoever asks ({@link #pod()}, {@link #addresses()}).
 */
public final class Endpoint {
    private final String address;
    private final int port;
    private final String podName;
    private final long uidHigh;
    private final long uidLow;
    private final Location location;
    private final Traits traits;

    private Endpoint(Builder from) {
        Checks.check(from.port >= 1 && from.port <= 65535, "port", from.port, "1 to 65535");
        Checks.check(Checks.isWeight(from.weight), "weight", from.weight, Checks.WEIGHT);
        address = from.addresses.get(0);
        port = from.port;
        podName = from.podName;
        uidHigh = from.uid.high();
        uidLow = from.uid.low();
        location = from.location;
        traits = from.traits();
    }

    private Endpoint(Endpoint same, Traits equal) {
        address = same.address;
        port = same.port;
        podName = same.podName;
        uidHigh = same.uidHigh;
        uidLow = same.uidLow;
        location = same.location;
        traits = equal;
    }

    /** A ready endpoint of which nothing but address and port is known. */
    public static Endpoint of(String address, int port) {
        return builder(address, port).build();
    }

    /**
     * Starts a ready endpoint without pod, place and hints.
     *
     * @param address where it is reached: an IP address in canonical text form without brackets, or a DNS name where a Service is called by
     *     name because it could not be discovered
     * @param port the port to connect to, 1 to 65535: the pod's own, not the Service's
     */
    public static Builder builder(String address, int port) {
        return builder(List.of(address), port);
    }

    /**
     * Starts a ready endpoint without pod, place and hints that is reached by several addresses.
     *
     * @param addresses at least one, the preferred one first
     * @param port the port to connect to, 1 to 65535: the pod's own, not the Service's
     */
    public static Builder builder(List<String> addresses, int port) {
        return new Builder(Checks.nonEmpty(addresses, "addresses"), port, Traits.PLAIN);
    }

    /** Starts an endpoint with the same facts. What the two have in common in the end they hold once. */
    public Builder toBuilder() {
        Builder same = new Builder(addresses(), port, traits);
        same.podName = podName;
        same.uid = new Uid(uidHigh, uidLow, traits.otherUid());
        return same.location(location);
    }

    /**
     * The same endpoints, which hold once what several of them have in common. For a source that keeps many; of ready endpoints without
     * hints, hostname and weight that is so in any case.
     */
    public static List<Endpoint> compact(List<Endpoint> endpoints) {
        Map<Traits, Traits> known = new HashMap<>();
        return endpoints.stream().map(endpoint -> endpoint.sharing(known)).collect(Collectors.toUnmodifiableList());
    }

    private Endpoint sharing(Map<Traits, Traits> known) {
        if (traits.equals(Traits.PLAIN)) {
            return this;
        }
        Traits first = known.putIfAbsent(traits, traits);
        return first == null ? this : new Endpoint(this, first);
    }

    /** Where it is reached, the preferred address first. */
    public List<String> addresses() {
        return traits.addresses().isEmpty() ? List.of(address) : traits.addresses();
    }

    /** The preferred address: an IP address in canonical text form without brackets, or a DNS name. */
    public String address() {
        return address;
    }

    /** The port to connect to, 1 to 65535: the pod's own, not the Service's. */
    public int port() {
        return port;
    }

    /** The pod behind it, or {@link Pod#NONE}. */
    public Pod pod() {
        String uid = Uid.text(uidHigh, uidLow, traits.otherUid());
        return podName.isEmpty() && uid.isEmpty() ? Pod.NONE : new Pod(podName, uid);
    }

    /** The pod's hostname in a headless Service, else empty. */
    public String hostname() {
        return traits.hostname();
    }

    /** Its node and zone. */
    public Location location() {
        return location;
    }

    /** Whether it is ready, serving, terminating. */
    public Conditions conditions() {
        return traits.conditions();
    }

    /** Which clients it is meant for. */
    public Hints hints() {
        return traits.hints();
    }

    /** Its share of the calls relative to others, where the policy goes by weights: finite, 0 or more, 1 unless somebody says otherwise. */
    public double weight() {
        return traits.weight();
    }

    /** The name that its certificate is for where that is not the Service's, as with the target of an ExternalName; else empty. */
    public String tlsName() {
        return traits.tlsName();
    }

    /** Whether the preferred address is a DNS name. Cheap: nothing is parsed. */
    public boolean hasName() {
        return address.indexOf(':') < 0 && address.chars().anyMatch(c -> c != '.' && (c < '0' || c > '9'));
    }

    /** The family of the preferred address. */
    public IpFamily family() {
        return IpFamily.of(address);
    }

    /** Preferred address and port as text, an IPv6 address in brackets: {@code 10.0.0.1:8080}, {@code [fd00::1]:8080}. */
    public String hostPort() {
        return family() == IpFamily.IPV6 ? "[" + address + "]:" + port : address + ":" + port;
    }

    /** The identity under which its load is remembered. */
    public EndpointKey key() {
        return Uid.isUuid(uidHigh, uidLow)
                ? new EndpointKey(uidHigh, uidLow, "", port)
                : new EndpointKey(otherIdentity(), port);
    }

    /** Whether its {@link #key()} equals the given one. Cheap: no key is made. */
    public boolean hasKey(EndpointKey key) {
        return Uid.isUuid(uidHigh, uidLow) ? key.isOf(uidHigh, uidLow, port) : key.isOf(otherIdentity(), port);
    }

    private String otherIdentity() {
        return traits.otherUid().isEmpty() ? address : traits.otherUid();
    }

    /** The same endpoint, reached by other addresses. */
    public Endpoint withAddresses(List<String> others) {
        return toBuilder().addresses(others).build();
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object == this
                || (object instanceof Endpoint other
                        && port == other.port
                        && uidHigh == other.uidHigh
                        && uidLow == other.uidLow
                        && address.equals(other.address)
                        && podName.equals(other.podName)
                        && location.equals(other.location)
                        && traits.equals(other.traits));
    }

    @Override
    public int hashCode() {
        int hash = 31 * address.hashCode() + port;
        hash = 31 * hash + podName.hashCode();
        hash = 31 * hash + Long.hashCode(uidHigh ^ uidLow);
        return 31 * (31 * hash + location.hashCode()) + traits.hashCode();
    }

    @Override
    public String toString() {
        return "Endpoint[addresses=" + addresses() + ", port=" + port + ", pod=" + pod() + ", hostname=" + hostname()
                + ", location=" + location + ", conditions=" + conditions() + ", hints=" + hints() + ", weight="
                + weight()
                + ", tlsName=" + tlsName() + "]";
    }

    /** Collects what is known of an endpoint. Not thread-safe. */
    public static final class Builder {
        private final Traits known;
        private List<String> addresses;
        private int port;
        private String podName = "";
        private Uid uid = Uid.NONE;
        private Location location = Location.UNKNOWN;
        private String hostname;
        private Conditions conditions;
        private Hints hints;
        private double weight;
        private String tlsName;

        private Builder(List<String> addresses, int port, Traits known) {
            this.addresses = addresses;
            this.port = port;
            this.known = known;
            this.hostname = known.hostname();
            this.conditions = known.conditions();
            this.hints = known.hints();
            this.weight = known.weight();
            this.tlsName = known.tlsName();
        }

        /** Where it is reached in place of what it was started with: at least one address, the preferred one first. */
        public Builder addresses(List<String> values) {
            addresses = Checks.nonEmpty(values, "addresses");
            return this;
        }

        /** The port to connect to in place of the one it was started with, 1 to 65535. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** The pod behind it; default {@link Pod#NONE}. */
        public Builder pod(Pod value) {
            podName = value.name();
            uid = Uid.of(value.uid());
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
            return new Endpoint(this);
        }

        // The object that is there already where nothing of it is new.
        private Traits traits() {
            List<String> several = addresses.size() == 1 ? List.of() : addresses;
            Traits made = new Traits(several, hostname, conditions, hints, weight, tlsName, uid.other());
            return made.equals(known) ? known : made.equals(Traits.PLAIN) ? Traits.PLAIN : made;
        }
    }
}
