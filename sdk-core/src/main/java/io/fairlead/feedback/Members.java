package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.internal.PartedList;
import io.fairlead.internal.PerPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The candidates of a group's endpoints, part by part. Which they are never changes; safe for use by several threads. */
final class Members {
    private final PerPart<List<Endpoint>, List<Candidate>> parts;
    private final PartedList<Candidate> all;
    // Made by the first who asks: a group that nobody asks by endpoint needs none.
    private volatile @Nullable Map<EndpointKey, Candidate> byKey;

    private Members(PerPart<List<Endpoint>, List<Candidate>> parts) {
        this.parts = parts;
        this.all = PartedList.of(parts.results());
    }

    static Members none() {
        return new Members(PerPart.none());
    }

    /** Those of other endpoints: of each part that is new, made one by one. */
    Members next(PartedList<Endpoint> endpoints, Function<Endpoint, Candidate> candidate) {
        return new Members(parts.next(
                endpoints.parts(), part -> part.stream().map(candidate).collect(Collectors.toUnmodifiableList())));
    }

    /** In the order of the endpoints. */
    PartedList<Candidate> all() {
        return all;
    }

    /** Those in parts that others do not have, by key; the caller's own. */
    Map<EndpointKey, Candidate> notIn(PartedList<Endpoint> others) {
        return byKey(parts.notIn(others.parts()));
    }

    /**
     * Whether any of others is one of these.
     *
     * @param leaving what {@link #notIn} gave for them
     */
    boolean hasAnyOf(PartedList<Endpoint> others, Map<EndpointKey, Candidate> leaving) {
        return others.parts().stream().anyMatch(parts::has)
                || (!leaving.isEmpty() && others.stream().anyMatch(endpoint -> leaving.containsKey(endpoint.key())));
    }

    @Nullable
    Candidate get(EndpointKey key) {
        Map<EndpointKey, Candidate> known = byKey;
        if (known == null) {
            known = byKey(parts.results());
            byKey = known;
        }
        return known.get(key);
    }

    private static Map<EndpointKey, Candidate> byKey(List<List<Candidate>> parts) {
        Map<EndpointKey, Candidate> byKey = new HashMap<>();
        parts.forEach(part -> part.forEach(candidate -> byKey.put(candidate.key(), candidate)));
        return byKey;
    }
}
