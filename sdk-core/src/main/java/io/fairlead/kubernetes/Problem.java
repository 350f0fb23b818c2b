package io.fairlead.kubernetes;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;

/** Why a request to the API server has no answer, or no more of it. */
sealed interface Problem {
    /** What it is, for people. */
    String text();

    /** Whether the link is at fault, or what it knows of the cluster: another one may do better. */
    default boolean isOfLink() {
        return true;
    }

    /** Whether there was not even a connection, so that none can be half-open. */
    default boolean noConnection() {
        return false;
    }

    /** The API server closed a watch as it does now and then. */
    record Ended() implements Problem {
        @Override
        public String text() {
            return "the API server closed the watch";
        }

        @Override
        public boolean isOfLink() {
            return false;
        }
    }

    /**
     * The API server answered with an error.
     *
     * @param code the HTTP status, or the one in a watch's ERROR event
     * @param retryAfter how long it asks to be left alone
     * @param message what it says
     */
    record Refused(int code, Optional<Duration> retryAfter, String message) implements Problem {
        @Override
        public String text() {
            return message.isEmpty() ? "HTTP " + code : "HTTP " + code + ": " + message;
        }

        // Credentials that are not accepted may have been renewed since the link read them.
        @Override
        public boolean isOfLink() {
            return code == 401;
        }

        boolean isGone() {
            return code == 410;
        }

        boolean isDenied() {
            return code == 401 || code == 403;
        }

        /** What was asked for is forbidden or not served, whoever asks: other requests may do better. */
        boolean isForThis() {
            return code == 403 || code == 404;
        }

        /** The API server is there and has no time: it says nothing of a watch that is open. */
        boolean isBusy() {
            return code == 429 || code >= 500;
        }
    }

    /** No configuration says where a cluster is. The text tells what was looked for. */
    record NoCluster(String text) implements Problem {}

    /** No connection, no answer in time, or an answer that breaks off or cannot be read. */
    record Broken(Throwable cause) implements Problem {
        @Override
        public String text() {
            for (Throwable each = cause; each != null; each = each.getCause()) {
                if (each.getMessage() != null) {
                    return each.getMessage();
                }
            }
            // What the JDK's client throws without a word where a connection is refused.
            return noConnection() ? "no connection" : cause.getClass().getSimpleName();
        }

        @Override
        public boolean noConnection() {
            for (Throwable each = cause; each != null; each = each.getCause()) {
                if (each instanceof ConnectException
                        || each instanceof HttpConnectTimeoutException
                        || each instanceof UnresolvedAddressException
                        || each instanceof UnknownHostException) {
                    return true;
                }
            }
            return false;
        }
    }
}
