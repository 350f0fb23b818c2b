package io.fairlead.testkit;

import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param connection number of the TCP connection that it came on, counted from 1
 * @param method HTTP method
 * @param path path without the query
 * @param query decoded query parameters
 * @param headers headers; their names are found in any case
 * @param call what it asks of the API; empty for unknown paths and methods, and for WebSocket upgrades
 */
public record RecordedRequest(
        long connection,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        Optional<ApiCall> call) {

    /**
     * Whether it is this verb for this resource.
     *
     * @param verb the verb
     * @param resource the resource
     * @return whether it is
     */
    public boolean is(Verb verb, Resource resource) {
        return Target.of(verb, resource).matches(call);
    }

    /** {@return the {@code Authorization} header} */
    public Optional<String> authorization() {
        return Optional.ofNullable(headers.get("Authorization"));
    }
}
