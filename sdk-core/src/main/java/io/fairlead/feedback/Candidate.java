package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;

/**
 * An endpoint that may be picked, with its live load.
 *
 * @param endpoint the facts
 * @param load what calls have taught about it
 */
public record Candidate(Endpoint endpoint, EndpointLoad load) {
    /** The endpoint's key, without making another one. */
    public EndpointKey key() {
        return load.key();
    }
}
