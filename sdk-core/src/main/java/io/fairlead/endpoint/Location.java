package io.fairlead.endpoint;

/**
 * Where something runs: a node, and the zone of that node's label {@code topology.kubernetes.io/zone}.
 *
 * @param node the node's name, empty if unknown
 * @param zone the zone, empty if unknown
 */
public record Location(String node, String zone) {
    /** Neither node nor zone is known. */
    public static final Location UNKNOWN = new Location("", "");
}
