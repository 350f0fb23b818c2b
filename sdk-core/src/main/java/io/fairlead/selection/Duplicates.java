package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An address and port that is listed several times is one endpoint: a slice still lists what another lists already while an
 * address moves, and a new pod may have got the IP of one that terminates.
 */
final class Duplicates {
    private record Place(String address, int port) {}

    private Duplicates() {}

    /** Every address and port once, where it first stood. */
    static List<Endpoint> resolve(List<Endpoint> entries) {
        Map<Place, Endpoint> places = new LinkedHashMap<>(entries.size() * 2);
        for (Endpoint entry : entries) {
            places.merge(new Place(entry.address(), entry.port()), entry, Duplicates::survivor);
        }
        return places.size() == entries.size() ? entries : new ArrayList<>(places.values());
    }

    // EndpointSliceCache.addEndpoints: a terminating entry never replaces another, one that is not terminating always
    // does.
    private static Endpoint survivor(Endpoint earlier, Endpoint later) {
        return later.conditions().terminating() ? earlier : later;
    }
}
