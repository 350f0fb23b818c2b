package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fairlead.testkit.FaultState.Scripted;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong for requests: refused, failed or held. Faults of connections are in {@link Wire}, those of open watches
 * and of the store in {@link EmbeddedKubernetes}. Safe from any thread; each method is in effect for every request that arrives after it.
 */
public final class Faults {
    @GuardedBy("this")
    private FaultState state = FaultState.NONE;

    Faults() {}

    /**
     * Answers these requests with 403, in the API server's words. Watches that are open go on, as in a cluster.
     *
     * @param target which requests
     */
    public synchronized void deny(Target target) {
        state = state.deny(target);
    }

    /**
     * Takes back a {@link #deny} of the same target.
     *
     * @param target which requests
     */
    public synchronized void allow(Target target) {
        state = state.allow(target);
    }

    /**
     * Answers these requests with a failure until {@link #none}.
     *
     * @param target which requests
     * @param failure the answer
     */
    public synchronized void fail(Target target, Failure failure) {
        state = state.answer(new Scripted(target, failure, -1));
    }

    /**
     * Answers the next of these requests with a failure. Failures for the same requests are used in the order given.
     *
     * @param times how many requests, at least 1
     * @param target which requests
     * @param failure the answer
     */
    public synchronized void failNext(int times, Target target, Failure failure) {
        if (times < 1) {
            throw new IllegalArgumentException("times: " + times + " (expected: >= 1)");
        }
        state = state.answer(new Scripted(target, failure, times));
    }

    /**
     * Keeps these requests waiting until the hold is released.
     *
     * @param target which requests
     * @return the hold, to be released
     */
    public synchronized Hold hold(Target target) {
        Hold hold = new Hold(target);
        state = state.hold(hold);
        return hold;
    }

    /**
     * How watches from a compacted version are told; {@link Expiry#ERROR_EVENT} by default.
     *
     * @param expiry how
     */
    public synchronized void expireBy(Expiry expiry) {
        state = state.expireBy(expiry);
    }

    /** Ends every denial, failure and hold. */
    public synchronized void none() {
        state.holds().forEach(Hold::release);
        state = state.answerNormally();
    }

    synchronized Expiry expiry() {
        return state.expiry();
    }

    /** Holds the request, then refuses it, if a fault says so. */
    void meet(Optional<ApiCall> call) throws InterruptedException {
        for (Hold hold : holds()) {
            hold.meet(call);
        }
        refusal(call).ifPresent(status -> {
            throw new Refusal(status);
        });
    }

    private synchronized List<Hold> holds() {
        return state.holds();
    }

    private synchronized Optional<Status> refusal(Optional<ApiCall> call) {
        Optional<Scripted> due = state.answerTo(call);
        if (due.isPresent()) {
            state = state.used(due.get());
            return Optional.of(due.get().failure().status());
        }
        return call.filter(state::denies).map(denied -> Status.forbidden(denied, ApiServer.USER));
    }
}
