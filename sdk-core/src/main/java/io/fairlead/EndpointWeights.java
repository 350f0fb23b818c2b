package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.balancer.Weight;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.TrafficPolicy;
import java.util.List;
import java.util.Optional;

/** Puts into words which weights are in force, for explanations. Decides nothing itself. */
final class EndpointWeights {
    private final String source;
    private final Balancer policy;
    private final boolean anyWeighs;

    /**
     * The weights of a Service's endpoints.
     *
     * @param selection who chose the endpoints: of those that the API tells of, weights are from annotations
     * @param policy that shares out the calls
     * @param usable those that it shares them out to
     */
    EndpointWeights(TrafficPolicy selection, Balancer policy, List<Endpoint> usable) {
        this.source = selection == TrafficPolicy.AS_GIVEN ? "source" : "annotation";
        this.policy = policy;
        this.anyWeighs = usable.stream().anyMatch(endpoint -> valueOf(endpoint) > 0);
    }

    /** Whether it gets no call because of its weight. */
    boolean excludes(Endpoint endpoint) {
        return anyWeighs && valueOf(endpoint) == 0;
    }

    /** {@code weight 3 (annotation)}; empty where there is nothing to say. */
    String describe(Endpoint endpoint) {
        Optional<Weight> weight = policy.weight(endpoint);
        double value = weight.map(Weight::value).orElseGet(endpoint::weight);
        if (value == 1) {
            return "";
        }
        String who = weight.map(Weight::ofCaller).orElse(false) ? "caller" : source;
        return "weight " + text(value) + " (" + who + (weight.isEmpty() ? "; the policy tells of none)" : ")");
    }

    private double valueOf(Endpoint endpoint) {
        return policy.weight(endpoint).map(Weight::value).orElse(1.0);
    }

    private static String text(double value) {
        long whole = (long) value;
        return whole == value ? Long.toString(whole) : Double.toString(value);
    }
}
