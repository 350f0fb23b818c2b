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
    private final boolean retries;

    FairleadCaller(EndpointGroup group, CallOptions options) {
        this.group = group;
        this.options = options;
        this.retries = group.retry().maxAttempts() > 1 || group.retry().maxUnsent() > 0;
    }

    @Override
    public int pick(Attempt attempt) {
        try {
            Pick pick = retries ? attemptsOf(attempt.call).next() : group.pick();
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
        if (!retries) {
            return STOP;
        }
        AttemptFailure failure = ending == Ending.REFUSED ? AttemptFailure.UNSENT : AttemptFailure.SENT;
        RetryDecision decision = attemptsOf(failed.call).failed(failure, Optional.empty());
        return decision instanceof RetryDecision.Retry retry ? retry.delay().toNanos() : STOP;
    }

    private CallAttempts attemptsOf(Call call) {
        if (call.ticket == null) {
            call.ticket = group.attempts(options);
        }
        return (CallAttempts) call.ticket;
    }
}
