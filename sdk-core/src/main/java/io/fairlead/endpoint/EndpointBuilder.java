package io.fairlead.endpoint;

import io.fairlead.internal.Checks;
import java.util.List;

/** Collects what is known of an endpoint. Not thread-safe. */
public final class EndpointBuilder {
    private final Traits known;
    private List<String> addresses;
    private int port;
    private String podName;
    private Uid uid;
    private Location location;
    private String hostname;
    private Conditions conditions;
    private Hints hints;
    private double weight;
    private String tlsName;

    /**
     * Starts with these facts.
     *
     * @param addresses at least one
     * @param known what the endpoint shares with others for as long as it is told nothing else
     */
    EndpointBuilder(List<String> addresses, int port, String podName, Uid uid, Location location, Traits known) {
        this.addresses = addresses;
        this.port = port;
        this.podName = podName;
        this.uid = uid;
        this.location = location;
        this.known = known;
        this.hostname = known.hostname();
        this.conditions = known.conditions();
        this.hints = known.hints();
        this.weight = known.weight();
        this.tlsName = known.tlsName();
    }

    /** Where it is reached in place of what it was started with: at least one address, the preferred one first. */
    public EndpointBuilder addresses(List<String> values) {
        addresses = Checks.nonEmpty(values, "addresses");
        return this;
    }

    /** The port to connect to in place of the one it was started with, 1 to 65535. */
    public EndpointBuilder port(int value) {
        port = value;
        return this;
    }

    /** The pod behind it; default {@link Pod#NONE}. */
    public EndpointBuilder pod(Pod value) {
        podName = value.name();
        uid = Uid.of(value.uid());
        return this;
    }

    /** The pod's hostname; default empty. */
    public EndpointBuilder hostname(String value) {
        hostname = value;
        return this;
    }

    /** Its node and zone; default {@link Location#UNKNOWN}. */
    public EndpointBuilder location(Location value) {
        location = value;
        return this;
    }

    /** Its conditions; default {@link Conditions#READY}. */
    public EndpointBuilder conditions(Conditions value) {
        conditions = value;
        return this;
    }

    /** Whom it is meant for; default {@link Hints#NONE}. */
    public EndpointBuilder hints(Hints value) {
        hints = value;
        return this;
    }

    /** Its share of the calls relative to others: finite, 0 or more; default 1. */
    public EndpointBuilder weight(double value) {
        weight = value;
        return this;
    }

    /** The name that its certificate is for; default empty: the Service's. */
    public EndpointBuilder tlsName(String value) {
        tlsName = value;
        return this;
    }

    /** The endpoint with what was told so far. */
    public Endpoint build() {
        Checks.check(port >= 1 && port <= 65535, "port", port, "1 to 65535");
        Checks.check(Checks.isWeight(weight), "weight", weight, Checks.WEIGHT);
        return new Endpoint(addresses.get(0), port, podName, uid.high(), uid.low(), location, traits());
    }

    // The object that is there already where nothing of it is new.
    private Traits traits() {
        List<String> several = addresses.size() == 1 ? List.of() : addresses;
        Traits made = new Traits(several, hostname, conditions, hints, weight, tlsName, uid.other());
        return made.equals(known) ? known : made.equals(Traits.PLAIN) ? Traits.PLAIN : made;
    }
}
