package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.balancer.PickContext;
import io.fairlead.balancer.Picker;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.Outcome;
import java.util.List;

/**
 * Picks among a fixed list of endpoints of one group by the discovery's policy, with the load that all calls to the group
 * have taught. Safe for use by several threads; a pick takes no lock and never blocks.
 */
public final class EndpointPicker {
    private final PickFeedback feedback;
    private final List<Candidate> candidates;
    private final Balancer policy;
    private final Picker picker;
    private final boolean failedOpen;

    EndpointPicker(PickFeedback feedback, Balancer policy, List<Candidate> candidates, boolean failedOpen) {
        this.feedback = feedback;
        this.candidates = candidates.stream().toList();
        this.policy = policy;
        this.picker = policy.newPicker(this.candidates);
        this.failedOpen = failedOpen;
    }

    /** The endpoint for a first attempt. */
    public Pick pick() {
        return pick(PickContext.NONE);
    }

    /**
     * The endpoint for an attempt.
     *
     * @param call what is known of the call; endpoints that it has tried are avoided, as long as another is left
     */
    public Pick pick(PickContext call) {
        long now = feedback.nowNanos();
        return begin(picker.pick(call, now), now);
    }

    /**
     * The index of the endpoint for an attempt that may never be made; nothing is counted before {@link #begin}. For callers
     * who do not learn when a pick is thrown away.
     *
     * @param call what is known of the call; endpoints that it has tried are avoided, as long as another is left
     */
    public int choose(PickContext call) {
        return picker.pick(call);
    }

    /**
     * An attempt at a chosen endpoint begins; it must be completed.
     *
     * @param index what {@link #choose} gave
     */
    public Pick begin(int index) {
        return begin(index, feedback.nowNanos());
    }

    private Pick begin(int index, long nowNanos) {
        Candidate candidate = candidates.get(index);
        // One for the whole attempt, whatever is told of it meanwhile.
        Endpoint endpoint = candidate.endpoint();
        // Told before it is counted: a listener that throws an Error must not leave a count that nobody takes back.
        long startNanos = feedback.started(endpoint, nowNanos);
        candidate.begin();
        return new Pick(this, index, endpoint, startNanos);
    }

    /** How many endpoints there are to pick from. */
    public int size() {
        return candidates.size();
    }

    /** Whether the group still chooses by the policy of this picker; one that the Service's session affinity asks for may come and go. */
    public boolean isByCurrentPolicy() {
        return feedback.isCurrent(policy);
    }

    /** Whether an endpoint is left that was not tried. */
    public boolean hasUntried(PickContext call) {
        for (Candidate candidate : candidates) {
            if (!call.hasTried(candidate.endpoint())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an endpoint was only chosen because no better one is left. */
    boolean isAvoided(int index, PickContext call) {
        Candidate candidate = candidates.get(index);
        return call.hasTried(candidate.endpoint()) || candidate.isEjected();
    }

    List<Candidate> candidates() {
        return candidates;
    }

    Candidate candidate(int index) {
        return candidates.get(index);
    }

    boolean failedOpen() {
        return failedOpen;
    }

    long nowNanos() {
        return feedback.nowNanos();
    }

    void completed(Endpoint endpoint, Outcome outcome, long latencyNanos) {
        feedback.completed(endpoint, outcome, latencyNanos);
    }
}
