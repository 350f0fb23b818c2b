package io.fairlead;

import io.fairlead.feedback.Outcome;
import io.fairlead.internal.ConnectFailures;
import io.fairlead.resilience.AttemptFailure;
import io.fairlead.resilience.CallPermit;
import io.fairlead.resilience.RetryDecision;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** A call in any protocol, on the caller's thread, from its first attempt to its last. */
final class CallLoop {
    private static final int SILENT_SOURCES = 3;
    // Left of a deadline that passed in the wait. If something is known by then an attempt is made, and no other.
    private static final Duration SHORTEST = Duration.ofNanos(1);

    private final EndpointGroup group;
    private final GroupContext context;

    CallLoop(EndpointGroup group, GroupContext context) {
        this.group = group;
        this.context = context;
    }

    <T, E extends Exception> T run(CallOptions options, EndpointCall<T, E> call) throws E {
        CallOptions left = awaitFirstAnswer(options);
        CallPermit permit = group.admit();
        try {
            T answer = attempt(left, call);
            permit.succeeded();
            return answer;
        } catch (Exception e) {
            if (e instanceof IOException io && !isInterruption(io)) {
                permit.failed(e);
            }
            throw e;
        } finally {
            permit.over();
        }
    }

    private <T, E extends Exception> T attempt(CallOptions options, EndpointCall<T, E> call) throws E {
        CallAttempts attempts = group.attempts(options);
        while (true) {
            Pick pick = attempts.next();
            try {
                T answer = call.call(pick.endpoint());
                pick.complete(Outcome.SUCCESS);
                return answer;
            } catch (Exception e) {
                Optional<AttemptFailure> failure = failureOf(e);
                pick.complete(failure.isPresent() ? outcomeOf((IOException) e, failure.get()) : Outcome.IGNORED);
                if (failure.isEmpty() || !waitForNext(attempts, failure.get(), e)) {
                    throw e;
                }
            } finally {
                pick.complete(Outcome.IGNORED); // an Error: nothing was learned, and it must not look busy for ever
            }
        }
    }

    // The chain of sources answers when a silent one has used up its patience. To wait just as long would be to miss
    // that. Most calls never wait, and so do not look at the clock.
    private CallOptions awaitFirstAnswer(CallOptions options) {
        if (group.state().isKnown()) {
            return options;
        }
        long began = context.ticker().nanos();
        Duration longest = context.patience().multipliedBy(SILENT_SOURCES);
        Duration deadline = options.deadline();
        try {
            group.awaitKnown(longest.compareTo(deadline) < 0 ? longest : deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the attempt will notice, if it blocks
        }
        Duration left = deadline.minusNanos(context.ticker().nanos() - began);
        return options.withDeadline(left.compareTo(SHORTEST) > 0 ? left : SHORTEST);
    }

    private boolean waitForNext(CallAttempts attempts, AttemptFailure failure, Exception e) {
        RetryDecision decision = attempts.failed(failure, Optional.empty());
        if (decision instanceof RetryDecision.Retry retry) {
            try {
                context.pause().pause(retry.delay());
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                e.addSuppressed(new AttemptsTold(attempts.describe("the calling thread was interrupted")));
                return false;
            }
        }
        e.addSuppressed(new AttemptsTold(attempts.describe(((RetryDecision.Stop) decision).reason())));
        return false;
    }

    private static Optional<AttemptFailure> failureOf(Exception e) {
        if (!(e instanceof IOException)) {
            return Optional.empty();
        }
        boolean unsent = e instanceof UnsentException
                || e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException
                || e instanceof SSLHandshakeException;
        return Optional.of(unsent ? AttemptFailure.UNSENT : AttemptFailure.SENT);
    }

    private static Outcome outcomeOf(IOException e, AttemptFailure failure) {
        if (isInterruption(e)) {
            return Outcome.IGNORED;
        }
        IOException why = e instanceof UnsentException && e.getCause() instanceof IOException cause ? cause : e;
        boolean unreachable = failure == AttemptFailure.UNSENT && ConnectFailures.saysNobodyIsThere(why);
        return unreachable ? Outcome.UNREACHABLE : Outcome.NO_ANSWER;
    }

    private static boolean isInterruption(IOException e) {
        return e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException));
    }

    /** What a failed call tells besides the failure of its last attempt. */
    private static final class AttemptsTold extends Exception {
        private static final long serialVersionUID = 1;

        AttemptsTold(String message) {
            super(message, null, false, false);
        }
    }
}
