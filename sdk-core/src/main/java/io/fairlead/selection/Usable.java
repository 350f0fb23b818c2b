package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Location;
import io.fairlead.internal.PartedList;
import io.fairlead.internal.PerPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that a rule holds for, part by part: what it chose of a part is kept as long as rule, client and part stay the same.
 *
 * @param rule the rule
 * @param client where the caller runs
 * @param chosen of each part of all endpoints
 */
record Usable(Rule rule, Location client, PerPart<List<Endpoint>, List<Endpoint>> chosen) {

    /**
     * What a rule chooses.
     *
     * @param before an earlier choice, of which what still holds is taken over
     */
    static Usable of(Rule rule, Location client, PartedList<Endpoint> endpoints, @Nullable Usable before) {
        PerPart<List<Endpoint>, List<Endpoint>> known =
                before != null && before.rule == rule && before.client.equals(client) ? before.chosen : PerPart.none();
        return new Usable(rule, client, known.next(endpoints.parts(), part -> chosen(rule, client, part)));
    }

    /** The chosen of all parts, in their order. */
    PartedList<Endpoint> endpoints() {
        return PartedList.of(chosen.results());
    }

    private static List<Endpoint> chosen(Rule rule, Location client, List<Endpoint> part) {
        List<Endpoint> chosen = new ArrayList<>(part.size());
        for (Endpoint endpoint : part) {
            if (rule.holds(endpoint, client)) {
                chosen.add(endpoint);
            }
        }
        return chosen.size() == part.size() ? part : List.copyOf(chosen);
    }
}
