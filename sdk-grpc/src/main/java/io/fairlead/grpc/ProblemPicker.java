package io.fairlead.grpc;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.Status;

/**
 * Fails calls for a reason of the Service itself, such as that it has no endpoints. Another attempt in some milliseconds would fail for the
 * same reason, so a call ends at once, whatever its retries. One that waits for ready waits.
 */
final class ProblemPicker extends SubchannelPicker {
    private final PickResult ofCall;
    private final PickResult ofAttempt;
    private final boolean laterAttemptsAreRetries;

    /**
     * Fails all that does not wait.
     *
     * @param laterAttemptsAreRetries whether an attempt after the first follows one that has failed. Else it may be a hedge: that one fails
     *     alone, since an earlier attempt may yet be answered
     */
    ProblemPicker(Status problem, boolean laterAttemptsAreRetries) {
        this.ofCall = PickResult.withDrop(problem);
        this.ofAttempt = PickResult.withError(problem);
        this.laterAttemptsAreRetries = laterAttemptsAreRetries;
    }

    @Override
    public PickResult pickSubchannel(PickSubchannelArgs args) {
        boolean alone = laterAttemptsAreRetries || args.getHeaders().get(ReadyPicker.PREVIOUS_ATTEMPTS) == null;
        return alone && !args.getCallOptions().isWaitForReady() ? ofCall : ofAttempt;
    }

    @Override
    public String toString() {
        return "fairlead without endpoints: " + ofCall.getStatus().getDescription();
    }
}
