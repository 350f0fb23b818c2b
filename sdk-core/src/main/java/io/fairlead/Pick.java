package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One endpoint, chosen for one attempt. Counts as in flight until it is completed, so it has to be completed, whatever
 * happens: a forgotten pick makes its endpoint look busy for ever.
 *
 * <p>Safe for use by several threads. Its latency runs from the pick to {@link #answered()}, or else to {@link #complete}.
 */
public final class Pick {
    private static final int COMPLETED = 1;
    private static final int INDEX_SHIFT = 1;
    private static final long IS_LATENCY = 1;
    private static final VarHandle STATE;
    private static final VarHandle TIME;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Pick.class, "state", int.class);
            TIME = lookup.findVarHandle(Pick.class, "time", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // These fields fill the 32 bytes of a pick: everything else is known by the picker.
    private final EndpointPicker picker;
    private final Endpoint endpoint;
    // When it began, in even nanoseconds; once it was answered, its latency in nanoseconds made odd.
    @SuppressWarnings("UnusedVariable") // read and written through TIME
    private long time;

    @SuppressWarnings("UnusedVariable") // read and written through STATE
    private int state;

    Pick(EndpointPicker picker, int index, Endpoint endpoint, long startNanos) {
        this.picker = picker;
        this.endpoint = endpoint;
        this.time = startNanos & ~IS_LATENCY;
        this.state = index << INDEX_SHIFT;
    }

    /** Where to send the attempt: the facts as they were when it began. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The place of the endpoint in the list that the picker was made for. */
    public int index() {
        return (int) STATE.getOpaque(this) >>> INDEX_SHIFT;
    }

    /** Whether this is the Service's virtual IP or DNS name, called because its pods could not be discovered. */
    public boolean failedOpen() {
        return picker.failedOpen();
    }

    /**
     * The endpoint began to answer: what follows (a long body, a stream) is not its latency. Without effect after the first
     * time and after completion.
     */
    public void answered() {
        long start = (long) TIME.getOpaque(this);
        if ((start & IS_LATENCY) == 0) {
            TIME.compareAndSet(this, start, (picker.nowNanos() - start) | IS_LATENCY);
        }
    }

    /** How long it has been since the pick, in nanoseconds; once it was answered, its latency. */
    public long ageNanos() {
        long measured = (long) TIME.getOpaque(this);
        return (measured & IS_LATENCY) != 0 ? measured : picker.nowNanos() - measured;
    }

    /**
     * The attempt is over. Only the first completion counts; further ones have no effect.
     *
     * @param outcome what it taught about the endpoint
     */
    public void complete(Outcome outcome) {
        int before = (int) STATE.getAndBitwiseOr(this, COMPLETED);
        if ((before & COMPLETED) != 0) {
            return;
        }
        long nowNanos = picker.nowNanos();
        long measured = (long) TIME.getOpaque(this);
        long latencyNanos = (measured & IS_LATENCY) != 0 ? measured : nowNanos - measured;
        int index = before >>> INDEX_SHIFT;
        picker.candidate(index).complete(outcome, latencyNanos, nowNanos);
        picker.completed(endpoint, outcome, latencyNanos);
    }

    @Override
    public String toString() {
        return endpoint.hostPort();
    }
}
