package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import java.time.Duration;

/**
 * What metrics and traces are made of. All methods do nothing by default.
 *
 * <ul>
 *   <li>States come on the discovery's own thread, one after another, never under a lock; a listener that blocks there holds up
 *       the news for all Services.
 *   <li>Attempts come on the thread that makes the call: for each endpoint that is picked one start, and one end.
 *   <li>A listener that throws is logged once and harms no call.
 * </ul>
 */
public interface DiscoveryListener {
    /** What is known of a Service has changed: endpoints, problem, or source. */
    default void stateChanged(ServiceRef service, GroupState state) {}

    /** An endpoint was picked for an attempt. */
    default void attemptStarted(ServiceRef service, Endpoint endpoint) {}

    /**
     * The attempt is over.
     *
     * @param latency from the pick to the first sign of an answer, or to the failure
     */
    default void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, Duration latency) {}
}
