package io.fairlead.kubernetes;

import io.fairlead.endpoint.ServiceRef;
import java.util.Optional;

/**
 * By which of its addresses a Service is called, and why.
 *
 * @param reach the addresses
 * @param why for explanations, as the end of a sentence
 */
record ReachChoice(Reach reach, String why) {
    /**
     * Chooses.
     *
     * @param asked what the options say; empty: what fits
     * @param outside whether this process runs outside of the cluster
     */
    static ReachChoice of(Optional<Reach> asked, boolean outside, ServiceRef ref, ServiceFacts service) {
        if (asked.isPresent()) {
            return new ReachChoice(asked.get(), "as the options say");
        }
        if (!outside) {
            return new ReachChoice(Reach.PODS, "since this process runs in the cluster");
        }
        External external = service.external();
        boolean ofOnePod = !ref.hostname().isEmpty();
        if (!ofOnePod
                && external.type().equals("LoadBalancer")
                && !external.ingress().isEmpty()) {
            return new ReachChoice(Reach.LOAD_BALANCER, "since a kubeconfig leads to the cluster from outside");
        }
        if (!ofOnePod && external.type().equals("NodePort")) {
            return new ReachChoice(Reach.NODE_PORTS, "since a kubeconfig leads to the cluster from outside");
        }
        return new ReachChoice(Reach.PODS, "which the Service offers no other way to from outside");
    }

    boolean needsNodes() {
        return reach == Reach.NODE_PORTS;
    }

    /** Whether what tells of the Service's endpoints has to be known. */
    boolean needsEndpoints(ServiceFacts service) {
        return reach == Reach.PODS || (needsNodes() && service.external().local());
    }

    @Override
    public String toString() {
        return reach.words() + ", " + why;
    }
}
