package io.fairlead.grpc;

import io.fairlead.EndpointPicker;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.resilience.RetryBudget;
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** Makes the tracers of the streams to one endpoint, and tells the budget of each. */
final class StreamTracers extends ClientStreamTracer.Factory {
    private final RetryBudget budget;
    private final EndpointPicker picker;
    private final EndpointKey endpoint;
    private final boolean unary;
    private final StreamScope scope;

    StreamTracers(RetryBudget budget, EndpointPicker picker, EndpointKey endpoint, boolean unary, StreamScope scope) {
        this.budget = budget;
        this.picker = picker;
        this.endpoint = endpoint;
        this.unary = unary;
        this.scope = scope;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        CallTries tries = info.getCallOptions().getOption(CallTries.KEY);
        count(headers.get(ReadyPicker.PREVIOUS_ATTEMPTS), tries);
        if (tries != null) {
            tries.add(endpoint);
        }
        return new StreamFeedback(
                picker, unary, scope, tries, deadline(info.getCallOptions().getDeadline()));
    }

    // The stream info of a balancer's tracer does not tell which attempt it is, nor whether gRPC repeats it
    // transparently (1.85). The headers tell the first; the second only the call's own memory, if it has one: without
    // it such a repetition counts again.
    private void count(@Nullable String attempt, @Nullable CallTries tries) {
        if (tries != null && !tries.charge(attempt == null ? "" : attempt)) {
            return;
        }
        if (attempt == null) {
            budget.recordCall();
        } else {
            budget.recordRetry();
        }
    }

    /** The nearer of the call's deadline and that of its context, which is current when a stream is made. */
    private static @Nullable Deadline deadline(@Nullable Deadline ofCall) {
        Deadline ofContext = Context.current().getDeadline();
        if (ofCall == null || ofContext == null) {
            return ofCall == null ? ofContext : ofCall;
        }
        return ofCall.minimum(ofContext);
    }
}
