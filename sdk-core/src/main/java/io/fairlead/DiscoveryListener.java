package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Ejection;
import io.fairlead.feedback.Outcome;
import java.time.Duration;

/**
 * What metrics and traces are made of. All methods do nothing by default.
 *
 * <ul>
 *   <li>States, ejections and returns come on the discovery's own thread, one after another, never under a lock; a listener that blocks there holds up
 *       the news for all Services.
 *   <li>Attempts come on the threads that make and end the call, which for gRPC are often the transport's: for each attempt
 *       that began one start, and one end.
 *   <li>A listener that throws is logged once and harms no call.
 * </ul>
 */
public interface DiscoveryListener {
    /** What is known of a Service has changed: endpoints, problem, or source. */
    default void stateChanged(ServiceRef service, GroupState state) {}

    /** An attempt at an endpoint began. */
    default void attemptStarted(ServiceRef service, Endpoint endpoint) {}

    /**
     * The attempt is over.
     *
     * @param latency from the beginning to the first sign of an answer, or to the failure
     */
    default void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, Duration latency) {}

    /** An endpoint failed so often that it gets no calls of this process for a while, as long as others are left. */
    default void endpointEjected(ServiceRef service, Endpoint endpoint, Ejection ejection) {}

    /**
     * An endpoint that was ejected may get calls again. Told when that is noticed, which a quiet Service may do late, and not of an
     * endpoint that leaves the Service while it is ejected: count returns and departures ({@link #stateChanged}) for a gauge.
     */
    default void endpointReturned(ServiceRef service, Endpoint endpoint) {}
}
