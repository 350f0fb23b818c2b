package io.fairlead.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Collects what happens in a scenario. What is not said is as in the study of the policies: see docs/simulation.md. */
final class ScenarioBuilder {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final double STANDSTILL = 1e-6;

    private final String name;
    private final int clients;
    private final List<ServerSpec> servers;
    private final List<FleetEvent> events = new ArrayList<>();
    private double load = 0.6;
    private Demand demand = new Demand.LogNormal(5.0 * MILLI, 1);
    private long rttNanos = MILLI / 2;
    private long timeoutNanos = SECOND;
    private long durationNanos = 60 * SECOND;
    private long measureFromNanos;

    ScenarioBuilder(String name, int clients, List<ServerSpec> servers) {
        this.name = name;
        this.clients = clients;
        this.servers = servers;
    }

    /** Servers of equal slots at speed 1. */
    static ScenarioBuilder of(String name, int clients, int servers, int slots) {
        return new ScenarioBuilder(name, clients, Collections.nCopies(servers, new ServerSpec(slots, 1, true)));
    }

    static long nanos(double seconds) {
        return Math.round(seconds * SECOND);
    }

    ScenarioBuilder load(double value) {
        load = value;
        return this;
    }

    ScenarioBuilder demand(Demand value) {
        demand = value;
        return this;
    }

    ScenarioBuilder rttNanos(long value) {
        rttNanos = value;
        return this;
    }

    ScenarioBuilder timeoutNanos(long value) {
        timeoutNanos = value;
        return this;
    }

    /** Calls arrive for that long and are measured from then on. */
    ScenarioBuilder seconds(double measureFrom, double duration) {
        measureFromNanos = nanos(measureFrom);
        durationNanos = nanos(duration);
        return this;
    }

    ScenarioBuilder event(FleetEvent value) {
        events.add(value);
        return this;
    }

    ScenarioBuilder speed(double atSeconds, int server, double value) {
        return event(new FleetEvent.Speed(nanos(atSeconds), server, value));
    }

    /** Makes a server stand still, as if all of it waited for its memory to be cleaned. */
    ScenarioBuilder pause(double atSeconds, int server, double lastsSeconds) {
        return speed(atSeconds, server, STANDSTILL).speed(atSeconds + lastsSeconds, server, 1);
    }

    ScenarioBuilder failing(double atSeconds, int server, double share, double speed) {
        return event(new FleetEvent.Failing(nanos(atSeconds), server, share, speed));
    }

    /** Replaces all servers, one after another: each is away for a while and comes back cold. */
    ScenarioBuilder rolling(double atSeconds, double everySeconds, double awaySeconds, FleetEvent.WarmUp warmUp) {
        for (int server = 0; server < servers.size(); server++) {
            event(new FleetEvent.Restart(
                    nanos(atSeconds + everySeconds * server), server, nanos(awaySeconds), warmUp, true));
        }
        return this;
    }

    /**
     * Makes every server slow for a moment, again and again.
     *
     * @param mostBetweenSeconds the longest time until the first moment, and how far the times between two of them differ
     * @param leastBetweenSeconds the least time from one beginning to the next
     */
    ScenarioBuilder antagonists(
            long seed, double mostBetweenSeconds, double leastBetweenSeconds, double speed, double lastsSeconds) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int server = 0; server < servers.size(); server++) {
            double end = durationNanos / (double) SECOND;
            double at = mostBetweenSeconds * random.nextDouble();
            while (at < end) {
                speed(at, server, speed).speed(at + lastsSeconds, server, 1);
                at += leastBetweenSeconds + mostBetweenSeconds * random.nextDouble();
            }
        }
        return this;
    }

    Scenario build() {
        return new Scenario(
                name, clients, servers, load, demand, rttNanos, timeoutNanos, durationNanos, measureFromNanos, events);
    }
}
