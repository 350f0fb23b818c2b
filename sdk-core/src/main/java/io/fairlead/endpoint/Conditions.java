package io.fairlead.endpoint;

/**
 * The conditions of an endpoint, absent ones already replaced by what they stand for: {@code ready} and {@code serving}
 * by true, {@code terminating} by false (discovery.k8s.io/v1 EndpointConditions). The three are independent.
 *
 * @param ready whether new calls may be sent; with publishNotReadyAddresses always true
 * @param serving whether it answers, even while it terminates
 * @param terminating whether the pod is being deleted
 */
public record Conditions(boolean ready, boolean serving, boolean terminating) {
    /** What an endpoint without conditions counts as. */
    public static final Conditions READY = new Conditions(true, true, false);
}
