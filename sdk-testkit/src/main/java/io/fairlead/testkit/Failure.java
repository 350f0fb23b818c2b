package io.fairlead.testkit;

import java.time.Duration;

/** A failing answer for {@link Faults}, with the API server's Status as body. */
public final class Failure {
    private final Status status;

    private Failure(Status status) {
        this.status = status;
    }

    /**
     * 401 Unauthorized.
     *
     * @return the failure
     */
    public static Failure unauthorized() {
        return new Failure(Status.unauthorized());
    }

    /**
     * 429 Too Many Requests with {@code Retry-After} in whole seconds; a wait below a second leaves the header out.
     *
     * @param retryAfter how long the client shall wait
     * @return the failure
     */
    public static Failure tooManyRequests(Duration retryAfter) {
        return new Failure(Status.tooManyRequests(retryAfter));
    }

    /**
     * 500 Internal Server Error.
     *
     * @return the failure
     */
    public static Failure internalError() {
        return new Failure(Status.internalError());
    }

    /**
     * 503 Service Unavailable.
     *
     * @return the failure
     */
    public static Failure unavailable() {
        return new Failure(Status.unavailable());
    }

    /**
     * 404 as for a resource that the server does not know.
     *
     * @return the failure
     */
    public static Failure notServed() {
        return new Failure(Status.unknownPath());
    }

    /**
     * Any other HTTP status, 400 to 599.
     *
     * @param code the status, 400 to 599
     * @return the failure
     */
    public static Failure status(int code) {
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("code: " + code + " (expected: 400 to 599)");
        }
        return new Failure(Status.other(code));
    }

    Status status() {
        return status;
    }
}
