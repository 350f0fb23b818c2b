package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that may be picked, with its live load: calls in flight, the decayed mean of their latency, and whether it is ejected. The
 * same object for as long as the endpoint is of its group, in every list of it. A policy reads it; calls are begun and completed by picks.
 *
 * <p>The load is written by every call without locks. The mean and its time are two fields on purpose: a reader between the two writes
 * sees a mean that is one sample old, which no policy can tell from scheduling noise, and saves an allocation per call.
 */
public final class Candidate {
    /** From so many means on it is slow: those that differ by less the default policy may take for equal. */
    private static final double SLOW = 1.5;

    /** Below so many means it is forgotten that it was slow. */
    private static final double REMEMBERED = 1.05;

    /** No latency counts as more means: a longer pause is no longer any worse once it is over. */
    private static final double SLOWEST = 10;

    // The group's mean. A sample that is exactly that, as the first of all, says as little.
    private static final double UNKNOWN = 1;

    private static final VarHandle IN_FLIGHT;
    private static final VarHandle OUTLIER;
    private static final VarHandle COST;
    private static final VarHandle SAMPLED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            IN_FLIGHT = lookup.findVarHandle(Candidate.class, "inFlight", int.class);
            COST = lookup.findVarHandle(Candidate.class, "cost", double.class);
            SAMPLED = lookup.findVarHandle(Candidate.class, "sampledNanos", long.class);
            OUTLIER = lookup.findVarHandle(Candidate.class, "outlier", OutlierState.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final GroupLoad group;
    // Replaced by the group's one writer, without a fence: an endpoint has final fields only, so whoever reads sees one
    // of them whole. Who reads a list sees facts at least as new as the list, since a list is published by a volatile
    // write after this one; who reads an older list may see either. The key is that of all of them.
    private Endpoint endpoint;

    @SuppressWarnings("UnusedVariable") // written through IN_FLIGHT
    private volatile int inFlight;

    // The mean of the samples, each in means of the group at its time; negative once it is confirmed that it is slow.
    private volatile double cost;
    private volatile long sampledNanos;
    private volatile long beganNanos;
    private volatile boolean startsSlowly;
    // From the first failure on: most endpoints never need one.
    private volatile @Nullable OutlierState outlier;

    Candidate(GroupLoad group, Endpoint endpoint, long nowNanos, boolean newcomer) {
        this.group = group;
        this.endpoint = endpoint;
        this.beganNanos = nowNanos;
        this.startsSlowly = newcomer;
        this.cost = UNKNOWN;
        this.sampledNanos = nowNanos;
    }

    /** An endpoint that is not of the group: it is never ejected. */
    static Candidate outside(GroupLoad group, Endpoint endpoint, long nowNanos) {
        Candidate stranger = new Candidate(group, endpoint, nowNanos, false);
        stranger.leave();
        return stranger;
    }

    /** The facts, as they were told last. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The identity of the endpoint: it never changes. */
    public EndpointKey key() {
        return endpoint.key();
    }

    /** The endpoints that it is one of. */
    public GroupLoad group() {
        return group;
    }

    /** Calls that were picked for this endpoint and are not complete. */
    public int inFlight() {
        return inFlight;
    }

    /**
     * Whether it should get no calls for now. Cheap where it is not; ends the ejection if its time is over. Ask {@link
     * GroupLoad#hasEjected()} first where many are asked.
     */
    public boolean isEjected() {
        return lastingEjection() != null;
    }

    /** Its ejection, while it lasts. */
    public Optional<Ejection> ejection() {
        return Optional.ofNullable(lastingEjection());
    }

    /** Counts one call more in flight. */
    public void begin() {
        IN_FLIGHT.getAndAdd(this, 1);
    }

    /**
     * Counts one call less in flight, and what it taught.
     *
     * @param outcome how it ended; {@link Outcome#IGNORED} teaches nothing
     * @param latencyNanos from pick to answer, in nanoseconds
     * @param nowNanos the ticker's time
     */
    public void complete(Outcome outcome, long latencyNanos, long nowNanos) {
        IN_FLIGHT.getAndAdd(this, -1);
        if (outcome == Outcome.IGNORED) {
            return;
        }
        if (outcome == Outcome.UNTIMED) {
            endRow(nowNanos);
            return;
        }
        // Before the group has it: the mean of a quiet Service is little more than the last latency.
        sample(outcome, latencyNanos, nowNanos);
        if (outcome == Outcome.SUCCESS) {
            group.sample(latencyNanos, nowNanos);
            endRow(nowNanos);
        } else if (group.ejections().areOn()) {
            outlier().failed(outcome, latencyNanos, nowNanos);
        }
    }

    /**
     * The decayed mean of its latencies, each as a multiple of the group's mean at its time and 10 at most, failures more: what was slow
     * while all were, as in a client that has just started, says nothing against it. It drifts to 1 while no call samples it, or
     * an endpoint that was slow once would be avoided for ever: with the time constant of {@link LoadConfig#decay()}, or, once a call was
     * slow that began after the mean had become slow, of {@link LoadConfig#drift()}. Before the first call it is 1.
     */
    public double cost(long nowNanos) {
        return drifted(cost, nowNanos - sampledNanos);
    }

    /**
     * How much of the slow start has passed since it came, or came back from an ejection, 0 to 1; 1 also for endpoints that were there
     * from the start.
     */
    public double warmth(long nowNanos) {
        if (!startsSlowly) {
            return 1;
        }
        // Who has read the clock before it began again sees one that is about to.
        double age = (double) Math.max(0, nowNanos - beganNanos);
        return Math.min(1, age / group.config().slowStartNanos());
    }

    /** The same endpoint, of which other facts may be told. */
    void update(Endpoint told) {
        endpoint = told;
    }

    /** It is back from an ejection: starts at the mean, and slowly. */
    void beginAgain(long nowNanos) {
        cost = UNKNOWN;
        beganNanos = nowNanos;
        startsSlowly = true;
    }

    /** Ends its ejection before its time, if there is one. */
    void endEjection() {
        OutlierState state = outlier;
        Ejection marked = state == null ? null : state.marked();
        if (state != null && marked != null) {
            state.end(marked, group.nowNanos());
        }
    }

    /** It is no longer of the group, and never ejected again. */
    void leave() {
        outlier().leave();
    }

    private void endRow(long nowNanos) {
        OutlierState state = outlier;
        if (state != null) {
            state.succeeded(nowNanos);
        }
    }

    // The return is noticed by whoever asks first: no timer, and no clock where nothing is marked.
    private @Nullable Ejection lastingEjection() {
        OutlierState state = outlier;
        Ejection marked = state == null ? null : state.marked();
        if (state == null || marked == null) {
            return null;
        }
        long now = group.nowNanos();
        if (now - marked.returnNanos() < 0) {
            return marked;
        }
        state.end(marked, now);
        return null;
    }

    private OutlierState outlier() {
        OutlierState known = outlier;
        if (known != null) {
            return known;
        }
        OutlierState made = new OutlierState(this, group);
        Object first = OUTLIER.compareAndExchange(this, null, made);
        return first == null ? made : (OutlierState) first;
    }

    private void sample(Outcome outcome, long latencyNanos, long nowNanos) {
        double known = cost;
        long elapsed = nowNanos - sampledNanos;
        double before = drifted(known, elapsed);
        double latency = Math.min(SLOWEST, group.inMeans(latencyNanos));
        boolean outpaced = outcome == Outcome.OUTPACED;
        if (outpaced && latency <= before) {
            // It would have taken longer: no reason to think it quicker than it was.
            return;
        }
        // A failure is never cheap: an endpoint that fails fast would otherwise attract the calls of all others.
        double sample = outpaced || outcome == Outcome.SUCCESS
                ? latency
                : Math.max(latency, group.config().failureFactor());
        double next = known == UNKNOWN ? sample : before + group.config().sampleWeight(elapsed) * (sample - before);
        // Calls that were under way together may all have met one pause.
        boolean confirmed =
                sample >= SLOW && before >= REMEMBERED && (known < 0 || (known >= SLOW && latencyNanos <= elapsed));
        // The time first, and read last, or calls of two threads could confirm each other. A volatile write would be
        // a full fence, and nobody waits for either.
        SAMPLED.setRelease(this, nowNanos);
        COST.setRelease(this, confirmed ? -next : next);
    }

    private double drifted(double known, long elapsedNanos) {
        return 1 + (Math.abs(known) - 1) * group.config().driftFactor(elapsedNanos, known < 0);
    }
}
