package io.fairlead.okhttp;

import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.AttemptFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.util.Optional;

/**
 * What an attempt that threw teaches about the endpoint, and how far it got.
 *
 * @param outcome for the pick
 * @param reached nothing, if it is not for us to make it again: cancelled, the caller's own exception, or another host's
 * @param stale whether a connection that was used before failed, as those do that a server closes when they are idle
 */
record Failure(Outcome outcome, Optional<AttemptFailure> reached, boolean stale) {
    private static final String HTTP2 = "okhttp3.internal.http2.";
    private static final Failure CALLERS_OWN = new Failure(Outcome.IGNORED, Optional.empty(), false);
    private static final Failure TIMED_OUT = new Failure(Outcome.NO_ANSWER, Optional.empty(), false);
    private static final Failure OUTPACED = new Failure(Outcome.OUTPACED, Optional.empty(), false);
    private static final Failure OF_ANOTHER_HOST = new Failure(Outcome.SUCCESS, Optional.empty(), false);
    private static final Failure UNREACHABLE = failure(Outcome.UNREACHABLE, AttemptFailure.UNSENT);
    private static final Failure FOLLOW_UP_UNREACHABLE = failure(Outcome.UNREACHABLE, AttemptFailure.SENT);
    private static final Failure UNSENT = failure(Outcome.NO_ANSWER, AttemptFailure.UNSENT);
    private static final Failure REFUSED = failure(Outcome.NO_ANSWER, AttemptFailure.REFUSED);
    private static final Failure SENT = failure(Outcome.NO_ANSWER, AttemptFailure.SENT);

    /** The call was cancelled, by its caller or by its own timeout. */
    static Failure ofCanceled(boolean byTimeout) {
        return byTimeout ? TIMED_OUT : CALLERS_OWN;
    }

    /** Another attempt of the call has the answer. */
    static Failure ofOutpaced(boolean slow) {
        return slow ? OUTPACED : CALLERS_OWN;
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
        if (events.unconnected()) {
            return unconnected(events);
        }
        if (wasClosedBefore(e, events)) {
            return events.followedUp() ? SENT : UNSENT;
        }
        if (!events.failed()) {
            return CALLERS_OWN; // a setting of the client such as no cleartext, a body that cannot be read, an
            // interceptor
        }
        if (events.followedUp()) {
            return SENT;
        }
        if (isStaleConnection(e, events)) {
            return (repeatable ? REFUSED : SENT).onStaleConnection();
        }
        return isRefusal(e) ? REFUSED : SENT;
    }

    private static Failure unconnected(AttemptEvents events) {
        if (events.unreachable()) {
            return events.followedUp() ? FOLLOW_UP_UNREACHABLE : UNREACHABLE;
        }
        return events.followedUp() ? SENT : UNSENT;
    }

    // A connection that was used before may turn out to be closed when the request's timeouts are set on it.
    // That says nothing about whether another could be made.
    private static boolean wasClosedBefore(IOException e, AttemptEvents events) {
        return events.unusedOnReusedConnection() && e instanceof SocketException;
    }

    // By name and message: OkHttp's module does not export the package of these two.
    private static boolean isRefusal(IOException e) {
        String type = e.getClass().getName();
        return type.equals(HTTP2 + "ConnectionShutdownException")
                || (type.equals(HTTP2 + "StreamResetException")
                        && String.valueOf(e.getMessage()).endsWith("REFUSED_STREAM"));
    }

    // A read that timed out is none: the server had the request and is at work. OkHttp's own retry leaves these alone
    // too. An HTTP/2 connection that is shut down says what it did not process, or dies with many requests under way.
    private static boolean isStaleConnection(IOException e, AttemptEvents events) {
        return events.failedOnReusedConnection()
                && events.isAloneOnConnection()
                && !(e instanceof InterruptedIOException)
                && !(e instanceof ProtocolException);
    }

    private static Failure failure(Outcome outcome, AttemptFailure reached) {
        return new Failure(outcome, Optional.of(reached), false);
    }

    private Failure onStaleConnection() {
        return new Failure(outcome, reached, true);
    }
}
