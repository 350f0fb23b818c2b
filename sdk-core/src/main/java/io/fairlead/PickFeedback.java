package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Outcome;

/** Where the picks of a group report to. Called on the path of every call: never blocks. */
interface PickFeedback {
    long nowNanos();

    /** Whether the group still chooses by this policy. */
    boolean isCurrent(Balancer policy);

    /**
     * An attempt begins.
     *
     * @return when, in nanoseconds by {@link #nowNanos()}: what a listener takes is not the endpoint's latency
     */
    long started(Endpoint endpoint, long nowNanos);

    void completed(Endpoint endpoint, Outcome outcome, long latencyNanos);
}
