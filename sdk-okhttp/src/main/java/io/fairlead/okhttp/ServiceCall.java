package io.fairlead.okhttp;

import io.fairlead.CallOptions;
import io.fairlead.DiscoveryException;
import io.fairlead.EndpointGroup;
import io.fairlead.Pick;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.AttemptFailure;
import io.fairlead.resilience.RetryDecision;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One call to a Service, from its first attempt to the answer that the caller gets. Runs on the thread of the call. */
final class ServiceCall {
    // A call without a timeout must not sleep for as long as any server likes.
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(10);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final Interceptor.Chain chain;
    private final Request request;
    private final EndpointGroup group;
    private final CallConfig config;
    private final AttemptRoute routing;
    private final AttemptEvents events;
    private final CallWait wait;
    private final boolean idempotent;
    private final CallClock clock;
    private final @Nullable Attempts given;
    private boolean good = true;
    private boolean repeated;
    private boolean stale;
    private @Nullable IOException lastFailure;

    /**
     * A call that has not begun.
     *
     * @param chain leads the attempts
     * @param request what is sent
     * @param given the attempts of a hedged call; nothing for those of a call of its own
     */
    ServiceCall(
            Interceptor.Chain chain,
            Request request,
            EndpointGroup group,
            Routes routes,
            CallConfig config,
            @Nullable Attempts given) {
        this.chain = chain;
        this.request = request;
        this.given = given;
        this.group = group;
        this.config = config;
        this.events = AttemptEvents.of(chain.call());
        this.routing = new AttemptRoute(chain, routes, config, group.retry().attemptTimeout(), events);
        this.wait = new CallWait(chain.call());
        this.idempotent = Idempotent.of(request, config.idempotent());
        this.clock = CallClock.of(chain.call(), config.ticker());
        events.start(request.url());
    }

    Response run() throws IOException {
        wait.forFirstAnswer(group);
        Attempts attempts = given == null ? Attempts.inOneRow(group.attempts(options())) : given;
        while (true) {
            Pick pick;
            try {
                pick = next(attempts);
            } catch (ServiceUnavailableException e) {
                return Kept.answer(chain).orElseThrow(() -> e);
            }
            Response response = attempt(attempts, pick);
            if (response != null && isLast(attempts, pick, response)) {
                return response;
            }
        }
    }

    /** Whether the answer is one that no further attempt could have bettered. */
    boolean isAnswerGood() {
        return good;
    }

    private CallOptions options() {
        return new CallOptions(idempotent, clock.remaining(), CallKey.of(request));
    }

    private Pick next(Attempts attempts) throws IOException {
        routing.follow(group.state().usable());
        try {
            return attempts.next();
        } catch (DiscoveryException problem) {
            throw lastFailure == null
                    ? CallErrors.of(problem)
                    : CallErrors.told(lastFailure, attempts.describe(String.valueOf(problem.getMessage())));
        }
    }

    /** The answer, or nothing where there is to be another attempt. */
    private @Nullable Response attempt(Attempts attempts, Pick pick) throws IOException {
        try {
            Response response = routing.proceed(request, pick, stale);
            // From now on the pick is completed by the answer: by a retry, or when its body is over.
            return response;
        } catch (IOException e) {
            afterFailure(attempts, pick, e);
            return null;
        } catch (RuntimeException | Error e) {
            pick.complete(Outcome.IGNORED);
            throw e;
        }
    }

    private void afterFailure(Attempts attempts, Pick pick, IOException e) throws IOException {
        boolean canceled = chain.call().isCanceled();
        Failure failure = canceled
                ? canceled(attempts, pick)
                : Failure.of(e, events, chain.getRetryOnConnectionFailure() && !repeated);
        pick.complete(failure.outcome());
        stale = failure.stale();
        if (failure.reached().isEmpty()) {
            throw e;
        }
        repeated |= failure.reached().get() == AttemptFailure.REFUSED;
        RetryDecision decision = decide(attempts, failure.reached().get(), Optional.empty());
        if (decision instanceof RetryDecision.Stop stop) {
            throw CallErrors.told(
                    e,
                    attempts.describe(stop.reason()) + advice(failure.reached().get()));
        }
        lastFailure = e;
        wait.pause(((RetryDecision.Retry) decision).delay());
    }

    // A loser that was younger than the delay says nothing: it had hardly begun when the answer came.
    private Failure canceled(Attempts attempts, Pick pick) {
        if (!attempts.isOutpaced()) {
            return Failure.ofCanceled(clock.isOver());
        }
        return Failure.ofOutpaced(pick.ageNanos() >= group.hedging().delay().toNanos());
    }

    /** Whether the caller gets this answer; else it is closed, and the time until the next attempt has passed. */
    private boolean isLast(Attempts attempts, Pick pick, Response response) throws IOException {
        if (response.networkResponse() == null) {
            pick.complete(Outcome.IGNORED); // from the cache, or made up by an interceptor
            return true;
        }
        countFollowUps(response);
        Outcome outcome = outcomeOf(response);
        Optional<Duration> retryAfter = RetryAfter.of(response);
        Optional<AttemptFailure> failure = reached(response, retryAfter);
        if (failure.isEmpty() || !(decide(attempts, failure.get(), retryAfter) instanceof RetryDecision.Retry retry)) {
            good = failure.isEmpty();
            events.deliver(outcome);
            return true;
        }
        repeated |= failure.get() == AttemptFailure.REFUSED;
        stale = false;
        lastFailure = new IOException(
                "HTTP " + response.code() + " from " + pick.endpoint().hostPort());
        response.close();
        pick.complete(outcome);
        wait.pause(retry.delay());
        return false;
    }

    private RetryDecision decide(Attempts attempts, AttemptFailure failure, Optional<Duration> retryAfter) {
        if (isSentOnce(request) && events.requestBodyStarted()) {
            return new RetryDecision.Stop("its body can be sent only once");
        }
        if (!clock.isLimited()
                && retryAfter.filter(d -> d.compareTo(LONGEST_RETRY_AFTER) > 0).isPresent()) {
            return new RetryDecision.Stop("the server asks to wait longer than " + LONGEST_RETRY_AFTER);
        }
        return attempts.failed(failure, retryAfter);
    }

    private Optional<AttemptFailure> reached(Response response, Optional<Duration> retryAfter) {
        if (events.elsewhere()) {
            return Optional.empty();
        }
        if (response.code() == REQUEST_TIMEOUT
                && retryAfter.orElse(Duration.ZERO).isZero()) {
            // The server did not get the whole request. OkHttp's own retry, which is off here, would repeat it once.
            boolean once = chain.getRetryOnConnectionFailure() && !repeated;
            return Optional.of(once ? AttemptFailure.REFUSED : AttemptFailure.SENT);
        }
        return config.retryCodes().contains(response.code()) ? Optional.of(AttemptFailure.SENT) : Optional.empty();
    }

    /** Whether the server could not do what it was asked for. */
    static boolean isBad(Response response) {
        return response.code() >= SERVER_ERROR || response.code() == TOO_MANY_REQUESTS;
    }

    /** Whether its body can be sent only once. */
    static boolean isSentOnce(Request request) {
        RequestBody body = request.body();
        return body != null && (body.isOneShot() || body.isDuplex());
    }

    private Outcome outcomeOf(Response response) {
        return isBad(response) && !events.elsewhere() ? Outcome.FAILURE : Outcome.SUCCESS;
    }

    // OkHttp follows a 503 with Retry-After: 0 below every interceptor, whatever the method. It can only be counted
    // afterwards.
    private void countFollowUps(Response response) {
        for (Response prior = response.priorResponse(); prior != null; prior = prior.priorResponse()) {
            if (prior.code() == UNAVAILABLE) {
                group.retryBudget().recordRetry();
            }
        }
    }

    private static String advice(AttemptFailure failure) {
        return failure == AttemptFailure.UNSENT
                ? "; see whether the pods listen on that port, and whether a network policy lets this process reach them"
                : "";
    }
}
