package io.fairlead.grpc;

import io.fairlead.EndpointPicker;
import io.fairlead.Pick;
import io.fairlead.feedback.Outcome;
import io.grpc.ClientStreamTracer;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One stream as its endpoint's load sees it: in flight from the first sign that the stream runs to its end.
 *
 * <p>Not from its creation: a stream that is created and then given up before it starts (a call cancelled while it waited for a
 * connection or for credentials) never tells its tracer that it is closed, and would count for ever. A stream that runs always does.
 * Of a unary call that first sign is its message, on the caller's thread right after the pick.
 */
final class StreamFeedback extends ClientStreamTracer {
    private static final Object BEGINNING = "beginning";
    private static final Object CLOSED = "closed";
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(StreamFeedback.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final EndpointPicker picker;
    private final boolean unary;
    private final StreamScope scope;
    private final @Nullable CallTries tries;
    private final @Nullable Deadline deadline;
    private boolean answered;
    private Outcome outcome = Outcome.IGNORED;

    // Nothing, BEGINNING, the pick, CLOSED, in this order: the caller's thread begins while the transport's may already
    // end.
    @SuppressWarnings("UnusedVariable") // written through STATE
    private volatile @Nullable Object state;

    StreamFeedback(
            EndpointPicker picker,
            boolean unary,
            StreamScope scope,
            @Nullable CallTries tries,
            @Nullable Deadline deadline) {
        this.picker = picker;
        this.unary = unary;
        this.scope = scope;
        this.tries = tries;
        this.deadline = deadline;
    }

    @Override
    public void outboundMessage(int sequence) {
        begin();
    }

    @Override
    public void outboundHeaders() {
        begin();
    }

    @Override
    public void inboundHeaders() {
        answered();
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
        answered();
    }

    @Override
    public void streamClosed(Status status) {
        if (tries != null && !status.isOk()) {
            tries.failed(status);
        }
        outcome = outcome(status);
        if (STATE.getAndSet(this, CLOSED) instanceof Pick pick) {
            pick.complete(outcome);
        }
    }

    private void begin() {
        if (state == null && STATE.compareAndSet(this, null, BEGINNING)) {
            Pick pick = picker.begin(0);
            if (!unary) {
                // Its time is not the endpoint's: a failure must not cost what the stream lasted.
                pick.answered();
            }
            if (!STATE.compareAndSet(this, BEGINNING, pick)) {
                pick.complete(outcome);
            }
        }
    }

    private Outcome outcome(Status status) {
        boolean cancelled = status.getCode() == Status.Code.CANCELLED;
        boolean cut = scope.isOver() && (cancelled || status.getCode() == Status.Code.UNAVAILABLE);
        if (cut || Statuses.isEndOfChannel(status)) {
            // The channel cut it: other channels of the process go on with an endpoint that did nothing wrong.
            return Outcome.IGNORED;
        }
        return cancelled && unary && !answered ? ofUnanswered() : Statuses.outcome(status, answered, unary);
    }

    // Of what gRPC cancels it says that the caller did. A call that may be retried cancels its stream when its
    // deadline passes; a call that is hedged cancels the slower attempts. Taken for the caller's own, a silent
    // endpoint would look idle and attract calls for ever. The slower one did not fail: its age is the least that its
    // answer would have taken. Without the call's own memory nobody tells one from the other.
    private Outcome ofUnanswered() {
        if (deadline != null && deadline.isExpired()) {
            return Outcome.NO_ANSWER;
        }
        boolean slow = state instanceof Pick pick && scope.isLate(pick.ageNanos());
        return slow && (tries == null || tries.isRace()) ? Outcome.OUTPACED : Outcome.IGNORED;
    }

    private void answered() {
        answered = true;
        if (state instanceof Pick pick) {
            pick.answered();
        }
    }
}
