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
    private final int index;
    private final boolean oneAnswer;
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
            int index,
            boolean oneAnswer,
            @Nullable CallTries tries,
            @Nullable Deadline deadline) {
        this.picker = picker;
        this.index = index;
        this.oneAnswer = oneAnswer;
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
        outcome = Statuses.outcome(isLate(status) ? Status.DEADLINE_EXCEEDED : status, answered, oneAnswer);
        if (STATE.getAndSet(this, CLOSED) instanceof Pick pick) {
            pick.complete(outcome);
        }
    }

    private void begin() {
        if (state == null && STATE.compareAndSet(this, null, BEGINNING)) {
            Pick pick = picker.begin(index);
            if (!STATE.compareAndSet(this, BEGINNING, pick)) {
                pick.complete(outcome);
            }
        }
    }

    // A call that may be retried cancels its stream when its deadline passes before an answer, as if the caller had
    // cancelled it; taken
    // for that, a silent endpoint would look idle and attract calls for ever.
    private boolean isLate(Status status) {
        return status.getCode() == Status.Code.CANCELLED && !answered && deadline != null && deadline.isExpired();
    }

    private void answered() {
        answered = true;
        if (state instanceof Pick pick) {
            pick.answered();
        }
    }
}
