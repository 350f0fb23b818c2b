package io.fairlead;

import io.fairlead.endpoint.Endpoint;

/**
 * One attempt of a call in any protocol.
 *
 * @param <T> the answer
 * @param <E> what it throws
 */
@FunctionalInterface
public interface EndpointCall<T, E extends Exception> {
    /** Connects to the endpoint, sends the request and returns the whole answer; called once for each attempt. */
    T call(Endpoint endpoint) throws E;
}
