package io.fairlead.grpc;

import io.fairlead.feedback.Outcome;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;

/** What the status of a stream says: to people, and about the endpoint that gave it. */
final class Statuses {
    // grpc-java's ManagedChannelImpl, to the calls that it may still retry, before it shuts the balancer down.
    private static final String CHANNEL_ENDED = "Channel shutdownNow invoked";

    private Statuses() {}

    /** Whether the channel itself ended the stream because it was told to end at once. */
    static boolean isEndOfChannel(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE && CHANNEL_ENDED.equals(status.getDescription());
    }

    /** Its description with the cause behind it, which the transports leave out. */
    static String text(Status status) {
        String description = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        Throwable cause = status.getCause();
        String detail = cause == null ? null : cause.getMessage();
        return detail == null || description.contains(detail) ? description : description + ": " + detail;
    }

    /** The same where a balancing policy may give it, else UNAVAILABLE: gRPC makes INTERNAL of codes that are a server's alone (gRFC A54). */
    static Status ofPolicy(Status status) {
        return switch (status.getCode()) {
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    DATA_LOSS -> Status.UNAVAILABLE;
            default -> status;
        };
    }

    /**
     * What an ended stream taught about its endpoint. Never that it is unreachable: calls are sent over connections that are up.
     *
     * @param answered whether the endpoint had begun to answer
     * @param unary whether the method has one question and one answer: only of those is the time to the answer, or its lack, the
     *     endpoint's doing. A stream lasts as long as both sides have something to say
     */
    static Outcome outcome(Status status, boolean answered, boolean unary) {
        return switch (status.getCode()) {
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    UNAUTHENTICATED -> unary ? Outcome.SUCCESS : Outcome.UNTIMED;
            case CANCELLED -> Outcome.IGNORED;
            case DEADLINE_EXCEEDED -> !unary ? Outcome.IGNORED : answered ? Outcome.FAILURE : Outcome.NO_ANSWER;
            case UNAVAILABLE -> answered ? Outcome.FAILURE : Outcome.NO_ANSWER;
            case UNKNOWN -> answered || !isBrokenConnection(status) ? Outcome.FAILURE : Outcome.NO_ANSWER;
            case INTERNAL, RESOURCE_EXHAUSTED, DATA_LOSS -> Outcome.FAILURE;
        };
    }

    // A status that came over the wire has no cause; of the transports' own, UNKNOWN with this one is a broken
    // connection.
    private static boolean isBrokenConnection(Status status) {
        return status.getCause() instanceof ClosedChannelException;
    }
}
