package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.internal.PartedList;
import io.fairlead.time.Ticker;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The load of all endpoints of one group, and the mean latency over them that each latency is measured by, and that
 * newcomers and idle endpoints are taken to have.
 *
 * <p>The mean is a plain read: it is sampled by at most one call of each interval, because a mean written by every call
 * would be the one cache line that all threads fight for.
 */
public final class GroupLoad {
    private static final long SAMPLE_INTERVAL_NANOS = 1_000_000;

    private final LoadMath config;
    private final Ticker ticker;
    private final Ejections ejections;
    private final EjectionListener listener;
    private volatile Members members = Members.none();
    // One by the mean latency, as every call multiplies by it; zero before the first.
    private volatile double meansPerNano;
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
     * The candidates of these endpoints, in their order. Who stays keeps its load and its ejection; who is no longer among them is
     * forgotten. The first endpoints of an empty group are no newcomers: a slow start of everybody slows nobody.
     * Called by the group's one writer only.
     *
     * @param endpoints each with a key of its own
     */
    public List<Candidate> retain(List<Endpoint> endpoints) {
        long now = ticker.nanos();
        PartedList<Endpoint> parted = PartedList.copyOf(endpoints);
        Members before = members;
        Map<EndpointKey, Candidate> leaving = before.notIn(parted);
        boolean newcomers = before.hasAnyOf(parted, leaving);
        Members next = before.next(parted, endpoint -> {
            Candidate known = leaving.remove(endpoint.key());
            if (known == null) {
                return new Candidate(this, endpoint, now, newcomers);
            }
            known.update(endpoint);
            return known;
        });
        members = next;
        forget(leaving.values(), next);
        return next.all();
    }

    // The bound first: an ejection that overlaps with this sees either the new bound or itself ended.
    private void forget(Collection<Candidate> gone, Members left) {
        ejections.resize(left.all().size());
        gone.forEach(Candidate::leave);
        for (Candidate candidate : left.all()) {
            if (!ejections.areTooMany()) {
                return;
            }
            candidate.endEjection();
        }
    }

    /**
     * The candidate of an endpoint; of one that the group no longer knows, one with a load of its own. For callers that keep connections
     * a little longer than the group keeps its endpoints. Safe on any thread.
     */
    public Candidate candidate(Endpoint endpoint) {
        Candidate known = members.get(endpoint.key());
        return known != null ? known : Candidate.outside(this, endpoint, ticker.nanos());
    }

    /**
     * Whether any endpoint of the group may be ejected, for one read: one whose time is over counts until somebody asks for it, see
     * {@link Candidate#isEjected()}.
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
        members.all().forEach(Candidate::isEjected);
        return ejections.take();
    }

    void tellEjected(Candidate candidate, Ejection ejection) {
        listener.ejected(candidate.endpoint(), ejection);
    }

    void tellReturned(Candidate candidate) {
        listener.returned(candidate.endpoint());
    }

    LoadMath config() {
        return config;
    }

    /** This latency as a multiple of the decayed mean latency of successes over the group; 1 before the first of these. */
    double inMeans(long latencyNanos) {
        double rate = meansPerNano;
        return rate == 0 ? 1 : latencyNanos * rate;
    }

    /** What a success took moves the mean. */
    void sample(long latencyNanos, long nowNanos) {
        long elapsed = nowNanos - sampledNanos;
        if (elapsed < SAMPLE_INTERVAL_NANOS) {
            return;
        }
        sampledNanos = nowNanos;
        double rate = meansPerNano;
        double mean = rate == 0 ? latencyNanos : 1 / rate;
        double moved = mean + config.timeWeight(elapsed) * (latencyNanos - mean);
        // By the clock of a test a call may take no time at all.
        meansPerNano = 1 / Math.max(1, moved);
    }
}
