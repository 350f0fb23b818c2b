package io.fairlead.feedback;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one endpoint and its ejection, from its first failure on.
 *
 * <p>The second in which calls are counted begins with a failure, so that successes of an endpoint that does not fail cost nothing; it
 * is judged by the first call that ends after it. Judged at any moment of it, a few failures at its beginning would pass for half
 * of a second's calls.
 *
 * <p>Written by every call without locks: where a second ends, a few counts of racing threads may be lost. The ejection is one
 * reference which is exchanged atomically: who puts it there has taken a place of the group's, who takes it away gives that back.
 */
final class OutlierState {
    private static final long SECOND_NANOS = 1_000_000_000L;
    // A pick rounds the time when it began.
    private static final long PRECISION_NANOS = 1;
    private static final long CALL = 1L << Integer.SIZE;
    private static final long FAILED_CALL = CALL + 1;

    // In place of an ejection: the endpoint has left its group, or was never of it, and takes no place any more.
    private static final Ejection LEFT = mark();

    // In place of an ejection that somebody is about to end.
    private static final Ejection ENDING = mark();

    private final Candidate owner;
    private final GroupLoad group;
    private final Ejections ejections;
    private final AtomicInteger inRow = new AtomicInteger();
    // Calls in the upper half, failures in the lower; zero where no second is being counted.
    private final AtomicLong counts = new AtomicLong();
    private final AtomicReference<@Nullable Ejection> ejection = new AtomicReference<>();
    private volatile long secondNanos;
    private volatile int earlier;
    private volatile long returnedNanos;

    OutlierState(Candidate owner, GroupLoad group) {
        this.owner = owner;
        this.group = group;
        this.ejections = group.ejections();
    }

    void succeeded(long nowNanos) {
        if (inRow.get() != 0) {
            inRow.set(0);
        }
        if (counts.get() != 0) {
            count(CALL, nowNanos);
        }
    }

    /**
     * It ended in any other way, which was not ignored.
     *
     * @param latencyNanos how long ago it began, or less
     */
    void failed(Outcome outcome, long latencyNanos, long nowNanos) {
        if (earlier > 0 && nowNanos - latencyNanos - returnedNanos < -PRECISION_NANOS) {
            return; // it began before the last return: that has been paid for
        }
        int row = inRow.incrementAndGet();
        if (outcome != Outcome.OUTPACED) {
            count(FAILED_CALL, nowNanos);
        }
        if (outcome == Outcome.UNREACHABLE) {
            eject(Ejection.Cause.NO_CONNECTION, 1, 1, nowNanos);
        } else if (row >= ejections.config().failuresInRow()) {
            boolean outpaced = outcome == Outcome.OUTPACED;
            eject(outpaced ? Ejection.Cause.OUTPACED_IN_ROW : Ejection.Cause.FAILURES_IN_ROW, row, row, nowNanos);
        }
    }

    /** Its ejection, or nothing; the time of it may be over. */
    @Nullable
    Ejection marked() {
        return orNothing(ejection.get());
    }

    /** Ends an ejection that {@link #marked()} gave, unless another thread does. */
    void end(Ejection present, long nowNanos) {
        if (!ejection.compareAndSet(present, ENDING)) {
            return;
        }
        // While nobody else can eject it: what was counted meanwhile must not do so.
        inRow.set(0);
        counts.set(0);
        returnedNanos = nowNanos;
        owner.beginAgain(nowNanos);
        ejections.giveBack();
        // Or it has left meanwhile.
        if (ejection.compareAndSet(ENDING, null)) {
            group.tellReturned(owner);
        }
    }

    /** It is no longer of the group. */
    void leave() {
        if (orNothing(ejection.getAndSet(LEFT)) != null) {
            ejections.giveBack();
        }
    }

    private static Ejection mark() {
        return new Ejection(Ejection.Cause.NO_CONNECTION, 0, 0, Duration.ZERO, 0);
    }

    @SuppressWarnings("ReferenceEquality") // these two are no values
    private static @Nullable Ejection orNothing(@Nullable Ejection present) {
        return present == LEFT || present == ENDING ? null : present;
    }

    private void count(long call, long nowNanos) {
        long since = nowNanos - secondNanos;
        if (counts.get() != 0 && since >= SECOND_NANOS) {
            judge(counts.getAndSet(0), since, nowNanos);
        }
        if (counts.get() == 0) {
            if (call != FAILED_CALL) {
                return;
            }
            secondNanos = nowNanos;
        }
        counts.getAndAdd(call);
    }

    // What is found a whole second late is no news.
    private void judge(long counted, long sinceNanos, long nowNanos) {
        long calls = counted >>> Integer.SIZE;
        long failures = counted & 0xFFFF_FFFFL;
        EjectionConfig config = ejections.config();
        boolean bad = calls >= config.minCalls() && failures >= config.failureShare() * calls;
        if (bad && sinceNanos < 2 * SECOND_NANOS) {
            eject(Ejection.Cause.FAILURE_SHARE, failures, calls, nowNanos);
        }
    }

    private void eject(Ejection.Cause cause, long failures, long calls, long nowNanos) {
        if (ejection.get() != null || !group.takePlace(nowNanos)) {
            return;
        }
        int before = ejections.areForgotten(nowNanos - returnedNanos) ? 0 : earlier;
        Duration duration = ejections.duration(before);
        Ejection next = new Ejection(cause, failures, calls, duration, nowNanos + duration.toNanos());
        if (!ejection.compareAndSet(null, next)) {
            ejections.giveBack();
            return;
        }
        earlier = before + 1;
        if (!ejections.areTooMany()) {
            group.tellEjected(owner, next);
        } else if (ejection.compareAndSet(next, null)) {
            ejections.giveBack(); // the group shrank while the place was taken
        }
    }
}
