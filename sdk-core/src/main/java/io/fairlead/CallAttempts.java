package io.fairlead;

import io.fairlead.balancer.PickContext;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.resilience.AttemptFailure;
import io.fairlead.resilience.CallRetries;
import io.fairlead.resilience.RetryDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The attempts of one call: picks endpoints that were not tried yet, and decides after a failure whether to make another
 * attempt. For adapters; one thread at a time.
 */
public final class CallAttempts implements PickContext {
    private final EndpointGroup group;
    private final CallRetries retries;
    private final String key;
    private final List<Endpoint> tried = new ArrayList<>(2);
    private int hedges;

    CallAttempts(EndpointGroup group, CallRetries retries, String key) {
        this.group = group;
        this.retries = retries;
        this.key = key;
    }

    /**
     * The endpoint for the next attempt: one that no attempt of this call went to, as long as there is one.
     *
     * @throws DiscoveryException if no endpoint is usable now
     */
    public Pick next() {
        EndpointPicker picker = group.picker();
        Pick pick = tried.isEmpty() && key.isEmpty() ? picker.pick() : picker.pick(this);
        tried.add(pick.endpoint());
        return pick;
    }

    /**
     * The endpoint for an attempt beside those that run, taken out of the retry budget: for calls that may be processed twice.
     *
     * @return nothing if the call has as many as {@link io.fairlead.resilience.HedgingConfig} allows, if all endpoints were tried or are
     *     ejected, or if the budget is used up
     */
    public Optional<Pick> hedge() {
        EndpointPicker picker = group.currentPicker();
        if (picker == null || hedges >= group.hedging().maxExtra()) {
            return Optional.empty();
        }
        int index = picker.choose(this);
        if (picker.isAvoided(index, this) || !group.retryBudget().tryRetry()) {
            return Optional.empty();
        }
        hedges++;
        Pick pick = picker.begin(index);
        tried.add(pick.endpoint());
        return Optional.of(pick);
    }

    /**
     * Decides after a failed attempt, whose pick was completed.
     *
     * @param failure how far it got
     * @param retryAfter how long the server asked to wait, if it did
     */
    public RetryDecision failed(AttemptFailure failure, Optional<Duration> retryAfter) {
        EndpointPicker picker = group.currentPicker();
        if (picker == null) {
            return new RetryDecision.Stop("no endpoint is usable now");
        }
        return retries.after(failure, retryAfter, picker.hasUntried(this));
    }

    /** Where the attempts went, in their order. */
    public List<Endpoint> endpoints() {
        return List.copyOf(tried);
    }

    /** For the message of an error: the Service, the endpoints tried, and why there is no further attempt. */
    public String describe(String reason) {
        String places = tried.stream().map(Endpoint::hostPort).collect(Collectors.joining(", "));
        return group.service() + ": " + tried.size() + (tried.size() == 1 ? " attempt" : " attempts") + " (" + places
                + "); not tried again: " + reason;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public boolean hasTried(Endpoint endpoint) {
        for (Endpoint earlier : tried) {
            if (endpoint.hasKeyOf(earlier)) {
                return true;
            }
        }
        return false;
    }
}
