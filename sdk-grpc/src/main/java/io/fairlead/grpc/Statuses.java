package io.fairlead.grpc;

import io.fairlead.feedback.Outcome;
import io.grpc.Status;

/** What the status of a stream says: to people, and about the endpoint that gave it. */
final class Statuses {
    private Statuses() {}

    /** Its description with the cause behind it, which the transports leave out. */
    static String text(Status status) {
        String description = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        Throwable cause = status.getCause();
        String detail = cause == null ? null : cause.getMessage();
        return detail == null || description.contains(detail) ? description : description + ": " + detail;
    }

    /**
     * What an ended stream taught about its endpoint.
     *
     * @param answered whether the endpoint had begun to answer
     * @param oneAnswer whether the method has a single answer, so that a deadline that cut it cut an answer that was late
     */
    static Outcome outcome(Status status, boolean answered, boolean oneAnswer) {
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
                    UNAUTHENTICATED -> Outcome.SUCCESS;
            case CANCELLED -> Outcome.IGNORED;
            case DEADLINE_EXCEEDED -> !answered ? Outcome.UNREACHABLE : oneAnswer ? Outcome.FAILURE : Outcome.IGNORED;
            case UNAVAILABLE -> answered ? Outcome.FAILURE : Outcome.UNREACHABLE;
            case UNKNOWN, INTERNAL, RESOURCE_EXHAUSTED, DATA_LOSS -> Outcome.FAILURE;
        };
    }
}
