package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The load of all endpoints of one group, and the mean latency over them that newcomers, failures and idle endpoints are
 * measured by.
 *
 * <p>The mean is a plain read: it is sampled by at most one call of each interval, because a mean written by every call
 * would be the one cache line that all threads fight for.
 */
public final class GroupLoad {
    private static final double UNKNOWN_MEAN_NANOS = 1e6;
    private static final long SAMPLE_INTERVAL_NANOS = 1_000_000;

    private final LoadMath config;
    private final Ticker ticker;
    private volatile Map<EndpointKey, EndpointLoad> loads = Map.of();
    private volatile double meanNanos = Double.NaN;
    private volatile long sampledNanos;

    /** A group without endpoints. */
    public GroupLoad(LoadConfig config, Ticker ticker) {
        this.config = LoadMath.of(config);
        this.ticker = ticker;
        this.sampledNanos = ticker.nanos() - SAMPLE_INTERVAL_NANOS;
    }

    /**
     * The endpoints with their load, in the order given. Who stays keeps its load; who is no longer among them is
     * forgotten. The first endpoints of an empty group are no newcomers: a slow start of everybody slows nobody.
     * Called by the group's one writer only.
     */
    public List<Candidate> retain(List<Endpoint> endpoints) {
        long now = ticker.nanos();
        boolean newcomers = !loads.isEmpty() && endpoints.stream().anyMatch(e -> loads.containsKey(e.key()));
        Map<EndpointKey, EndpointLoad> next = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>(endpoints.size());
        for (Endpoint endpoint : endpoints) {
            EndpointKey key = endpoint.key();
            EndpointLoad known = loads.get(key);
            EndpointLoad load =
                    next.computeIfAbsent(key, k -> known != null ? known : new EndpointLoad(this, now, newcomers));
            candidates.add(new Candidate(endpoint, load));
        }
        loads = next;
        return List.copyOf(candidates);
    }

    /**
     * An endpoint with the load it has in the group; one that the group no longer knows has a load of its own. For callers
     * that keep connections a little longer than the group keeps its endpoints. Safe on any thread.
     */
    public Candidate candidate(Endpoint endpoint) {
        EndpointLoad known = loads.get(endpoint.key());
        return new Candidate(endpoint, known != null ? known : new EndpointLoad(this, ticker.nanos(), false));
    }

    LoadMath config() {
        return config;
    }

    /** The mean latency of successes over the group; a millisecond before the first. */
    double meanNanos() {
        double mean = meanNanos;
        return Double.isNaN(mean) ? UNKNOWN_MEAN_NANOS : mean;
    }

    void sample(long latencyNanos, long nowNanos) {
        long elapsed = nowNanos - sampledNanos;
        if (elapsed < SAMPLE_INTERVAL_NANOS) {
            return;
        }
        sampledNanos = nowNanos;
        double mean = meanNanos;
        meanNanos =
                Double.isNaN(mean) ? (double) latencyNanos : mean + config.timeWeight(elapsed) * (latencyNanos - mean);
    }
}
