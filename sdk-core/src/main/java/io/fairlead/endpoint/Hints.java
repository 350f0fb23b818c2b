package io.fairlead.endpoint;

import java.util.Set;

/**
 * Whom an endpoint is meant for: the names in {@code hints.forZones} and {@code hints.forNodes}.
 *
 * @param zones zones whose clients should prefer it; a name may be empty, which the API allows
 * @param nodes nodes whose clients should prefer it
 */
public record Hints(Set<String> zones, Set<String> nodes) {
    /** For everybody. */
    public static final Hints NONE = new Hints(Set.of(), Set.of());

    public Hints {
        zones = Set.copyOf(zones);
        nodes = Set.copyOf(nodes);
    }
}
