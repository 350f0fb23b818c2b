package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;

/**
 * Why an endpoint may be used, or why not.
 *
 * @param endpoint the endpoint, with one address
 * @param eligible whether it is usable
 * @param reason for a human, such as {@code hinted to zone-b, this client is in zone-a}
 */
public record Verdict(Endpoint endpoint, boolean eligible, String reason) {}
