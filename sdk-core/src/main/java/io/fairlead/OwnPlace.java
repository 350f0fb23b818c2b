package io.fairlead;

import io.fairlead.endpoint.Location;

/** Where this process runs, as far as it is known by now: the zone may become known once the API server tells it. */
final class OwnPlace {
    private volatile Known known;
    private volatile Runnable changed = () -> {};

    /** A place, and what there is to say about it. */
    private record Known(Location location, String remark) {}

    OwnPlace(Location location) {
        known = new Known(location, "");
    }

    Location location() {
        return known.location();
    }

    /** Whether a Node object could tell more. */
    boolean wantsZone() {
        return !location().node().isEmpty() && location().zone().isEmpty();
    }

    /** Has this run when the place is known better than before. */
    void whenChanged(Runnable action) {
        changed = action;
    }

    /** What a Node object says, or why none does. */
    void hear(String zone, String why) {
        Location before = known.location();
        known = new Known(
                zone.isEmpty() ? before : new Location(before.node(), zone),
                zone.isEmpty() ? " (" + why + ")" : ", as its Node says");
        if (!known.location().equals(before)) {
            changed.run();
        }
    }

    /** For people: {@code node-1 in zone-a}. */
    @Override
    public String toString() {
        Known now = known;
        String node = now.location().node();
        String zone = now.location().zone();
        String where =
                (node.isEmpty() ? "an unknown node" : node) + (zone.isEmpty() ? " in an unknown zone" : " in " + zone);
        return where + now.remark();
    }
}
