package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.PartedList;
import java.util.List;
import java.util.Optional;

/**
 * What a group knows of its Service at one moment. Immutable.
 *
 * @param service the Service, its namespace filled in
 * @param resolution the newest word of the sources; a failure may follow an answer, which then stays in use
 * @param snapshot the answer in use: the newest, or the last good one
 * @param usable the endpoints that calls are spread over; empty where {@link #problem()} says why
 * @param failedOpen whether the usable endpoint is the Service's virtual IP or name, in place of pods that could not be found
 * @param problem why no endpoint is usable, if none is
 */
public record GroupState(
        ServiceRef service,
        Resolution resolution,
        Optional<EndpointSnapshot> snapshot,
        List<Endpoint> usable,
        boolean failedOpen,
        Optional<Problem> problem) {

    public GroupState {
        usable = PartedList.copyOf(usable);
    }

    /** Whether any source has said anything yet. */
    public boolean isKnown() {
        return !(resolution instanceof Resolution.Pending);
    }

    /** The exception that a call gets now; a new one each time, so that its stack trace is the caller's. */
    public Optional<DiscoveryException> exception() {
        return problem.map(p -> p.exception(service));
    }
}
