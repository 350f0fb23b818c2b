package io.fairlead.simulation;

import io.fairlead.internal.Checks;
import java.util.List;

/**
 * What happens to a fleet of servers while clients call it.
 *
 * @param clients processes that call, each with a policy of its own
 * @param load arriving work as a share of what the servers present at the start can do when healthy
 * @param rttNanos a wire there and back
 * @param timeoutNanos of a call; one that takes as long has failed and counts as having taken that long
 * @param durationNanos how long calls arrive
 * @param measureFromNanos calls that begin earlier are not measured
 */
record Scenario(
        String name,
        int clients,
        List<ServerSpec> servers,
        double load,
        Demand demand,
        long rttNanos,
        long timeoutNanos,
        long durationNanos,
        long measureFromNanos,
        List<FleetEvent> events) {

    Scenario {
        Checks.check(clients >= 1, "clients", clients, ">= 1");
        servers = Checks.nonEmpty(servers, "servers");
        Checks.check(load > 0, "load", load, "> 0");
        Checks.check(
                measureFromNanos >= 0 && measureFromNanos < durationNanos,
                "measureFromNanos",
                measureFromNanos,
                "0 to " + durationNanos);
        events = List.copyOf(events);
    }

    /** Mean time between two calls of the whole fleet. */
    double meanGapNanos() {
        double capacity = servers.stream()
                .filter(ServerSpec::present)
                .mapToDouble(ServerSpec::capacity)
                .sum();
        return demand.meanNanos() / (load * capacity);
    }
}
