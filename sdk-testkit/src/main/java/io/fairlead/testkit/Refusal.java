package io.fairlead.testkit;

/** Ends the handling of a request with a failure. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    Refusal(Status status) {
        super(status.message(), null, false, false);
        this.status = status;
    }

    Status status() {
        return status;
    }
}
