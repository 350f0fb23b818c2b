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
    private final boolean attemptsAreAlone;

    /**
     * Fails all that does not wait.
     *
     * @param attemptsAreAlone whether no two attempts of a call run side by side. Else an attempt fails by itself, since another one may yet
     *     be answered: not even a first one is known to be alone, for it may be one that gRPC repeats transparently beside its hedge
     */
    ProblemPicker(Status problem, boolean attemptsAreAlone) {
        this.ofCall = PickResult.withDrop(problem);
        this.ofAttempt = PickResult.withError(problem);
        this.attemptsAreAlone = attemptsAreAlone;
    }

    @Override
    public PickResult pickSubchannel(PickSubchannelArgs args) {
        return attemptsAreAlone && !args.getCallOptions().isWaitForReady() ? ofCall : ofAttempt;
    }

    @Override
    public String toString() {
        return "fairlead without endpoints: " + ofCall.getStatus().getDescription();
    }
}
