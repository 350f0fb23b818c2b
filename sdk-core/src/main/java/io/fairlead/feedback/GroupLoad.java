package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

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
    private final Ejections ejections;
    private final EjectionListener listener;
    private volatile Map<EndpointKey, Candidate> candidates = Map.of();
    private volatile double meanNanos = Double.NaN;
    private volatile long sampledNanos;

    /** A group without endpoints, which ejects none. */
    public GroupLoad(LoadConfig config, Ticker ticker) {
        this(config, EjectionConfig.none(), ticker, () -> 0, EjectionListener.NONE);
    }

    /**
     * A group without endpoints.
     *
     * @param ticker the clock of calls that are completed, and of the end of ejections
     * @param random the jitter of ejections, safe for use by several threads
     */
    public GroupLoad(
            LoadConfig config,
            EjectionConfig ejection,
            Ticker ticker,
            RandomGenerator random,
            EjectionListener listener) {
        this.config = LoadMath.of(config);
        this.ticker = ticker;
        this.listener = listener;
        this.sampledNanos = ticker.nanos() - SAMPLE_INTERVAL_NANOS;
        this.ejections = new Ejections(ejection, random, ticker.nanos());
    }

    /**
     * The endpoints with their load, in the order given. Who stays keeps its load and its ejection; who is no longer among them is
     * forgotten. The first endpoints of an empty group are no newcomers: a slow start of everybody slows nobody.
     * Called by the group's one writer only.
     */
    public List<Candidate> retain(List<Endpoint> endpoints) {
        long now = ticker.nanos();
        Map<EndpointKey, Candidate> before = candidates;
        boolean newcomers = !before.isEmpty() && endpoints.stream().anyMatch(e -> before.containsKey(e.key()));
        Map<EndpointKey, Candidate> next = new HashMap<>();
        List<Candidate> listed = new ArrayList<>(endpoints.size());
        for (Endpoint endpoint : endpoints) {
            EndpointKey key = endpoint.key();
            Candidate same = next.get(key);
            Candidate known = same != null ? same : before.get(key);
            EndpointLoad load = known != null ? known.load() : new EndpointLoad(this, key, now, newcomers);
            Candidate candidate = new Candidate(endpoint, load);
            next.putIfAbsent(key, candidate);
            listed.add(candidate);
        }
        candidates = next;
        forget(before, next);
        return List.copyOf(listed);
    }

    // The bound first: an ejection that overlaps with this sees either the new bound or itself ended.
    private void forget(Map<EndpointKey, Candidate> before, Map<EndpointKey, Candidate> next) {
        ejections.resize(next.size());
        before.forEach((key, candidate) -> {
            if (!next.containsKey(key)) {
                candidate.load().leave();
            }
        });
        for (Candidate candidate : next.values()) {
            if (!ejections.areTooMany()) {
                return;
            }
            candidate.load().endEjection();
        }
    }

    /**
     * An endpoint with the load it has in the group; one that the group no longer knows has a load of its own. For callers
     * that keep connections a little longer than the group keeps its endpoints. Safe on any thread.
     */
    public Candidate candidate(Endpoint endpoint) {
        EndpointKey key = endpoint.key();
        Candidate known = candidates.get(key);
        return new Candidate(endpoint, known != null ? known.load() : EndpointLoad.outside(this, key, ticker.nanos()));
    }

    /**
     * Whether any endpoint of the group may be ejected, for one read: one whose time is over counts until somebody asks for it, see
     * {@link EndpointLoad#isEjected()}.
     */
    public boolean hasEjected() {
        return ejections.any();
    }

    Ejections ejections() {
        return ejections;
    }

    /** The time by the group's ticker. */
    public long nowNanos() {
        return ticker.nanos();
    }

    /** Takes one of the places of ejected endpoints, if one is free, or held by an endpoint that nobody asks for any more. */
    boolean takePlace(long nowNanos) {
        if (ejections.take()) {
            return true;
        }
        if (!ejections.any() || !ejections.shouldExpire(nowNanos)) {
            return false;
        }
        candidates.values().forEach(candidate -> candidate.load().isEjected());
        return ejections.take();
    }

    void tellEjected(EndpointLoad load, Ejection ejection) {
        Candidate known = candidates.get(load.key());
        if (known != null && known.load() == load) {
            listener.ejected(known.endpoint(), ejection);
        }
    }

    void tellReturned(EndpointLoad load) {
        Candidate known = candidates.get(load.key());
        if (known != null && known.load() == load) {
            listener.returned(known.endpoint());
        }
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
