package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import java.util.Arrays;
import java.util.List;

/** Picks from a part of the candidates: what a policy chooses among them, as an index into the whole list. */
final class PartPicker implements Picker {
    private final Picker inner;
    private final int[] indices;

    private PartPicker(Picker inner, int[] indices) {
        this.inner = inner;
        this.indices = indices;
    }

    /**
     * A picker of the policy over a part of the candidates; over all of them it is the policy's own.
     *
     * @param indices of the part, at least one, in the order of the list
     */
    static Picker of(Balancer balancer, List<Candidate> candidates, int[] indices) {
        if (indices.length == candidates.size()) {
            return balancer.newPicker(candidates);
        }
        List<Candidate> part = Arrays.stream(indices).mapToObj(candidates::get).toList();
        return new PartPicker(balancer.newPicker(part), indices);
    }

    @Override
    public int pick(PickContext call) {
        return indices[inner.pick(call)];
    }

    @Override
    public int pick(PickContext call, long nowNanos) {
        return indices[inner.pick(call, nowNanos)];
    }
}
