package io.fairlead.simulation;

import io.fairlead.CallAttempts;
import io.fairlead.CallOptions;
import io.fairlead.DiscoveryException;
import io.fairlead.EndpointGroup;
import io.fairlead.Pick;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.AttemptFailure;
import io.fairlead.resilience.RetryDecision;
import java.util.Optional;

/** A process that uses the library, as an adapter does. */
final class FairleadCaller implements Caller {
    private final EndpointGroup group;
    private final CallOptions options;

    FairleadCaller(EndpointGroup group, CallOptions options) {
        this.group = group;
        this.options = options;
    }

    @Override
    public int pick(Attempt attempt) {
        Call call = attempt.call;
        if (call.ticket == null) {
            call.ticket = group.attempts(options);
        }
        try {
            Pick pick = ((CallAttempts) call.ticket).next();
            attempt.ticket = pick;
            return Fleet.numberOf(pick.endpoint());
        } catch (DiscoveryException e) {
            return NOWHERE;
        }
    }

    @Override
    public void ended(Attempt attempt, Ending ending) {
        Pick pick = (Pick) attempt.ticket;
        switch (ending) {
            case ANSWERED -> pick.complete(Outcome.SUCCESS);
            case FAILED -> pick.complete(Outcome.FAILURE);
            case REFUSED -> pick.complete(Outcome.UNREACHABLE);
            default -> pick.complete(Outcome.NO_ANSWER);
        }
    }

    @Override
    public long retryDelayNanos(Attempt failed, Ending ending) {
        AttemptFailure failure = ending == Ending.REFUSED ? AttemptFailure.UNSENT : AttemptFailure.SENT;
        RetryDecision decision = ((CallAttempts) failed.call.ticket).failed(failure, Optional.empty());
        return decision instanceof RetryDecision.Retry retry ? retry.delay().toNanos() : STOP;
    }
}
