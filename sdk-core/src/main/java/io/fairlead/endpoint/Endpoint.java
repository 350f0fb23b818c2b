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

    Endpoint(String address, int port, String podName, long uidHigh, long uidLow, Location location, Traits traits) {
        this.address = address;
        this.port = port;
        this.podName = podName;
        this.uidHigh = uidHigh;
        this.uidLow = uidLow;
        this.location = location;
        this.traits = traits;
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
    public static EndpointBuilder builder(String address, int port) {
        return builder(List.of(address), port);
    }

    /**
     * Starts a ready endpoint without pod, place and hints that is reached by several addresses.
     *
     * @param addresses at least one, the preferred one first
     * @param port the port to connect to, 1 to 65535: the pod's own, not the Service's
     */
    public static EndpointBuilder builder(List<String> addresses, int port) {
        return new EndpointBuilder(
                Checks.nonEmpty(addresses, "addresses"), port, "", Uid.NONE, Location.UNKNOWN, Traits.PLAIN);
    }

    /** Starts an endpoint with the same facts. What the two have in common in the end they hold once. */
    public EndpointBuilder toBuilder() {
        return new EndpointBuilder(
                addresses(), port, podName, new Uid(uidHigh, uidLow, traits.otherUid()), location, traits);
    }

    /**
     * The same endpoints, which hold once what several of them have in common. For a source that keeps many. Of what is left as a builder
     * has it, but for pod and location, that is so in any case.
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
        return first == null ? this : new Endpoint(address, port, podName, uidHigh, uidLow, location, first);
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

    /** Whether both have one {@link #key()}. Cheap where both are pods: no key is made. */
    public boolean hasKeyOf(Endpoint other) {
        boolean pods = Uid.isUuid(uidHigh, uidLow) && Uid.isUuid(other.uidHigh, other.uidLow);
        if (!pods) {
            return hasKey(other.key());
        }
        return port == other.port && uidHigh == other.uidHigh && uidLow == other.uidLow;
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
}
