package io.fairlead.grpc;

import io.fairlead.EndpointPicker;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.resilience.RetryBudget;
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** Makes the tracers of the streams to one endpoint of a picker. */
final class StreamTracers extends ClientStreamTracer.Factory {
    private final RetryBudget budget;
    private final EndpointPicker picker;
    private final int index;
    private final EndpointKey endpoint;
    private final boolean oneAnswer;

    StreamTracers(RetryBudget budget, EndpointPicker picker, int index, EndpointKey endpoint, boolean oneAnswer) {
        this.budget = budget;
        this.picker = picker;
        this.index = index;
        this.endpoint = endpoint;
        this.oneAnswer = oneAnswer;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        // The stream info of a balancer's tracer does not tell which attempt it is (1.85); the headers do.
        if (!headers.containsKey(ReadyPicker.PREVIOUS_ATTEMPTS)) {
            budget.recordCall();
        }
        CallTries tries = info.getCallOptions().getOption(CallTries.KEY);
        if (tries != null) {
            tries.add(endpoint);
        }
        return new StreamFeedback(
                picker, index, oneAnswer, tries, deadline(info.getCallOptions().getDeadline()));
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
