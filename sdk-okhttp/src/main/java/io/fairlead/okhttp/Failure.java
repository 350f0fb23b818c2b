package io.fairlead.okhttp;

import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.AttemptFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * What an attempt that threw teaches about the endpoint, and how far it got.
 *
 * @param outcome for the pick
 * @param reached nothing, if it is not for us to make it again: cancelled, the caller's own exception, or another host's
 */
record Failure(Outcome outcome, Optional<AttemptFailure> reached) {
    private static final String HTTP2 = "okhttp3.internal.http2.";
    private static final Failure CALLERS_OWN = new Failure(Outcome.IGNORED, Optional.empty());
    private static final Failure TIMED_OUT = new Failure(Outcome.UNREACHABLE, Optional.empty());
    private static final Failure OF_ANOTHER_HOST = new Failure(Outcome.SUCCESS, Optional.empty());
    private static final Failure UNSENT = unreachable(AttemptFailure.UNSENT);
    private static final Failure REFUSED = unreachable(AttemptFailure.REFUSED);
    private static final Failure SENT = unreachable(AttemptFailure.SENT);

    /** The call was cancelled, by its caller or by its own timeout. */
    static Failure ofCanceled(boolean byTimeout) {
        return byTimeout ? TIMED_OUT : CALLERS_OWN;
    }

    /**
     * By what the events saw; the type of an exception says little: OkHttp throws the same for a reset before and after the request.
     *
     * @param repeatable whether a request that failed on a used connection, before any answer, may be made once more whatever its
     *     method, as OkHttp's own retry would
     */
    static Failure of(IOException e, AttemptEvents events, boolean repeatable) {
        if (events.elsewhere()) {
            return OF_ANOTHER_HOST;
        }
        if (!events.requestStarted()) {
            // What fails before that is a setting of the client, such as no cleartext, or an interceptor.
            return events.connecting() || e instanceof UnknownHostException ? UNSENT : CALLERS_OWN;
        }
        if (!events.failed()) {
            return CALLERS_OWN; // a request body that cannot be read, an interceptor
        }
        if (events.followedUp()) {
            return SENT;
        }
        return isRefusal(e) || (repeatable && isStaleConnection(e, events)) ? REFUSED : SENT;
    }

    // By name and message: OkHttp's module does not export the package of these two.
    private static boolean isRefusal(IOException e) {
        String type = e.getClass().getName();
        return type.equals(HTTP2 + "ConnectionShutdownException")
                || (type.equals(HTTP2 + "StreamResetException")
                        && String.valueOf(e.getMessage()).endsWith("REFUSED_STREAM"));
    }

    // A read that timed out is none: the server had the request and is at work. OkHttp's own retry leaves these alone
    // too.
    private static boolean isStaleConnection(IOException e, AttemptEvents events) {
        return events.failedOnReusedConnection()
                && !(e instanceof InterruptedIOException)
                && !(e instanceof ProtocolException);
    }

    private static Failure unreachable(AttemptFailure reached) {
        return new Failure(Outcome.UNREACHABLE, Optional.of(reached));
    }
}
