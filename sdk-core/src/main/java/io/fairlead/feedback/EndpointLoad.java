package io.fairlead.feedback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The live load of one endpoint: calls in flight and the decayed mean of their latency, its cost.
 *
 * <p>Written by every call without locks. The cost and its time are two fields on purpose: a reader between the two writes
 * sees a mean that is one sample old, which no policy can tell from scheduling noise, and saves an allocation per call.
 */
public final class EndpointLoad {
    private static final VarHandle IN_FLIGHT;

    static {
        try {
            IN_FLIGHT = MethodHandles.lookup().findVarHandle(EndpointLoad.class, "inFlight", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final GroupLoad group;
    private final long joinedNanos;
    private final boolean newcomer;

    @SuppressWarnings("UnusedVariable") // written through IN_FLIGHT
    private volatile int inFlight;

    private volatile double costNanos;
    private volatile long sampledNanos;

    EndpointLoad(GroupLoad group, long nowNanos, boolean newcomer) {
        this.group = group;
        this.joinedNanos = nowNanos;
        this.newcomer = newcomer;
        this.costNanos = Double.NaN;
        this.sampledNanos = nowNanos;
    }

    /** Calls that were picked for this endpoint and are not complete. */
    public int inFlight() {
        return inFlight;
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
        double mean = group.meanNanos();
        boolean success = outcome == Outcome.SUCCESS;
        // A failure is never cheap: an endpoint that fails fast would otherwise attract the calls of all others.
        double latency = (double) latencyNanos;
        double sample = success ? latency : Math.max(latency, group.config().failureFactor() * mean);
        double before = decayed(mean, nowNanos);
        double weight = Double.isNaN(before) ? 1 : group.config().sampleWeight(nowNanos - sampledNanos);
        costNanos = Double.isNaN(before) ? sample : before + weight * (sample - before);
        sampledNanos = nowNanos;
        if (success) {
            group.sample(latencyNanos, nowNanos);
        }
    }

    /**
     * The decayed mean latency in nanoseconds. It drifts to the mean of the group while no call samples it, or an endpoint
     * that was slow once would be avoided for ever; before the first sample it is that mean.
     */
    public double costNanos(long nowNanos) {
        double mean = group.meanNanos();
        double cost = decayed(mean, nowNanos);
        return Double.isNaN(cost) ? mean : cost;
    }

    /** How much of the slow start has passed, 0 to 1; 1 also for endpoints that were there from the start. */
    public double warmth(long nowNanos) {
        if (!newcomer) {
            return 1;
        }
        double age = (double) (nowNanos - joinedNanos);
        return Math.min(1, age / group.config().slowStartNanos());
    }

    private double decayed(double mean, long nowNanos) {
        double cost = costNanos;
        return Double.isNaN(cost) ? cost : mean + (cost - mean) * group.config().driftFactor(nowNanos - sampledNanos);
    }
}
