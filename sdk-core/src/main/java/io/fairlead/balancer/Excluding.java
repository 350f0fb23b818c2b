package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Candidate;
import java.util.List;
import java.util.Optional;

/** A policy that never picks some of the candidates, whatever becomes of the others: those with the weight 0. */
interface Excluding extends Balancer {
    /** The places of those that it may pick, in the order of the list: at least one. */
    int[] included(List<Candidate> candidates);

    /**
     * A wrapper that picks none of those that the inner policy never picks. It sees a list without them: their place in a subset or
     * a zone would be that of an endpoint which takes calls, and its second choices would be any.
     *
     * @param wrapper made of the inner policy
     */
    static Balancer wrapped(Balancer inner, Balancer wrapper) {
        return inner instanceof Excluding excluding ? new Wrapper(excluding, wrapper) : wrapper;
    }

    /** A wrapper over the candidates that its inner policy may pick. */
    record Wrapper(Excluding inner, Balancer wrapper) implements Excluding {
        @Override
        public Picker newPicker(List<Candidate> candidates) {
            return PartPicker.of(wrapper, candidates, included(candidates));
        }

        @Override
        public int[] included(List<Candidate> candidates) {
            return inner.included(candidates);
        }

        @Override
        public Optional<Weight> weight(Endpoint endpoint) {
            return inner.weight(endpoint);
        }
    }
}
