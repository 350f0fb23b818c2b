package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.internal.PartedList;
import io.fairlead.internal.PerPart;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    // Written by the one writer, read by all.
    private final Map<EndpointKey, Candidate> candidates = new ConcurrentHashMap<>();
    private PerPart<List<Endpoint>, List<Candidate>> parts = PerPart.none();
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
     *
     * @param endpoints each with a key of its own
     */
    public List<Candidate> retain(List<Endpoint> endpoints) {
        long now = ticker.nanos();
        PartedList<Endpoint> parted = PartedList.copyOf(endpoints);
        boolean newcomers = isAnyKnown(parted);
        PerPart<List<Endpoint>, List<Candidate>> before = parts;
        parts = before.next(parted.parts(), part -> newPart(part, now, newcomers));
        forget(before.notIn(parts), parted.size());
        return PartedList.of(parts.results());
    }

    private boolean isAnyKnown(PartedList<Endpoint> endpoints) {
        return !candidates.isEmpty()
                && (endpoints.parts().stream().anyMatch(parts::has)
                        || endpoints.stream().anyMatch(endpoint -> candidates.containsKey(endpoint.key())));
    }

    private List<Candidate> newPart(List<Endpoint> part, long now, boolean newcomers) {
        Candidate[] made = new Candidate[part.size()];
        for (int i = 0; i < made.length; i++) {
            Endpoint endpoint = part.get(i);
            EndpointKey key = endpoint.key();
            Candidate known = candidates.get(key);
            EndpointLoad load = known != null ? known.load() : new EndpointLoad(this, key, now, newcomers);
            made[i] = new Candidate(endpoint, load);
            candidates.put(load.key(), made[i]);
        }
        return List.of(made);
    }

    // The bound first: an ejection that overlaps with this sees either the new bound or itself ended.
    private void forget(List<List<Candidate>> gone, int size) {
        ejections.resize(size);
        gone.forEach(part -> part.forEach(this::leave));
        for (Candidate candidate : candidates.values()) {
            if (!ejections.areTooMany()) {
                return;
            }
            candidate.load().endEjection();
        }
    }

    // Unless it is in a new part.
    @SuppressWarnings("ReferenceEquality") // an equal one is of another part
    private void leave(Candidate gone) {
        if (candidates.get(gone.key()) == gone) {
            candidates.remove(gone.key());
            gone.load().leave();
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
