package io.fairlead.endpoint;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a source knows of a Service at one moment. Each state can follow any other; all of them heal. */
public sealed interface Resolution {
    /** Nothing is known yet; an answer is on its way. */
    record Pending() implements Resolution {}

    /** The endpoints are known. A set without endpoints is an answer too: the Service exists and is empty. */
    record Resolved(EndpointSnapshot snapshot) implements Resolution {}

    /**
     * The source that knows the endpoints failed, and the Service is called the way it would be without discovery: by its
     * virtual IP or its DNS name.
     *
     * @param snapshot the virtual IP or name
     * @param why what failed
     */
    record FailedOpen(EndpointSnapshot snapshot, Failed why) implements Resolution {}

    /**
     * No source answers yet, and this is the last good answer of an earlier process, from its file.
     *
     * @param snapshot the answer; its source is {@code last-good}
     * @param provenAt when it was last known to be current, by the clock of the machine
     * @param why what failed
     */
    record LastGood(EndpointSnapshot snapshot, Instant provenAt, Failed why) implements Resolution {}

    /**
     * The cluster answered, and there is no such thing as was asked for; or it must not be asked. It is known, so nothing else is asked.
     *
     * @param reason what is not there
     * @param message names the Service, what there is, and what to do
     */
    record NotFound(Reason reason, String message) implements Resolution {
        /** What is not there. */
        public enum Reason {
            /** No such Service. */
            SERVICE,
            /** The Service has no such port. */
            PORT,
            /** The Service has several ports and the reference names none. */
            AMBIGUOUS_PORT,
            /** The Service has no address of the kind by which it is to be reached. */
            REACH,
            /** The discovery is limited to other namespaces: nothing was asked. */
            NAMESPACE_NOT_ALLOWED
        }
    }

    /**
     * The source cannot tell.
     *
     * @param kind what kind of failure, which decides what happens next
     * @param message names the Service, what was tried, and what to do
     * @param cause the exception behind it, if there is one
     */
    record Failed(Kind kind, String message, Optional<Throwable> cause) implements Resolution {
        public Failed {
            Objects.requireNonNull(message, "message");
        }

        /** A failure without an exception behind it. */
        public static Failed of(Kind kind, String message) {
            return new Failed(kind, message, Optional.empty());
        }

        /** How a source failed. */
        public enum Kind {
            /** The source does not exist here, or has nothing to say about this Service: no configuration, no variables. */
            ABSENT,
            /** Permission denied (401 or 403). */
            DENIED,
            /** No answer: connection refused, timeout, server error. */
            UNREACHABLE,
            /** What the source says makes no sense: a variable that is no port number. */
            INVALID
        }
    }
}
