package io.fairlead.endpoint;

import java.util.List;

/**
 * What most endpoints of a Service have in common, apart from their place: held once for all that are equal in it.
 *
 * @param addresses all of them where there are several, the preferred one first; else empty
 * @param otherUid the pod's uid where it is not the canonical form of a UUID, else empty
 */
record Traits(
        List<String> addresses,
        String hostname,
        Conditions conditions,
        Hints hints,
        double weight,
        String tlsName,
        String otherUid) {
    static final double DEFAULT_WEIGHT = 1;

    /** Of the ordinary endpoint: ready, for everybody, with one address and a usual uid or none. */
    static final Traits PLAIN = new Traits(List.of(), "", Conditions.READY, Hints.NONE, DEFAULT_WEIGHT, "", "");
}
