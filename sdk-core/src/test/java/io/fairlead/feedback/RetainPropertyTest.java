package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.internal.PartedList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RetainPropertyTest {
    private static final int PARTS = 3;

    private final GroupLoad group = new GroupLoad(LoadConfig.defaults(), () -> 0);

    /** Each place gets the endpoints of these numbers; a number that another place has, moves. */
    private record Step(int place, Set<Integer> numbers) {}

    @Property
    void whoStaysKeepsItsLoadAndWhoIsGoneIsForgotten(@ForAll("steps") List<Step> steps) {
        List<List<Endpoint>> parts = new ArrayList<>(Collections.nCopies(PARTS, List.of()));
        Map<EndpointKey, Candidate> known = new HashMap<>();
        int told = 0;
        for (Step step : steps) {
            told++;
            int weight = told;
            parts.replaceAll(part -> part.stream().anyMatch(e -> step.numbers().contains(e.port()))
                    ? List.copyOf(part.stream()
                            .filter(e -> !step.numbers().contains(e.port()))
                            .toList())
                    : part);
            parts.set(
                    step.place(),
                    List.copyOf(step.numbers().stream()
                            .map(number ->
                                    endpoint(number).toBuilder().weight(weight).build())
                            .toList()));
            PartedList<Endpoint> endpoints = PartedList.of(parts);

            List<Candidate> retained = group.retain(endpoints);

            assertThat(retained).extracting(Candidate::endpoint).isEqualTo(endpoints);
            Map<EndpointKey, Candidate> next = new HashMap<>();
            retained.forEach(candidate -> next.put(candidate.key(), candidate));
            next.forEach((key, load) -> assertThat(load).isSameAs(known.getOrDefault(key, load)));
            known.forEach((key, load) ->
                    assertThat(group.candidate(endpoint(key.port())) == load).isEqualTo(next.containsKey(key)));
            known.clear();
            known.putAll(next);
        }
    }

    @Property
    void aPartThatStaysKeepsItsCandidates(@ForAll("steps") List<Step> steps) {
        List<Endpoint> stays = List.of(endpoint(100), endpoint(101));
        List<Candidate> first = group.retain(stays);
        for (Step step : steps) {
            List<Endpoint> other =
                    step.numbers().stream().map(RetainPropertyTest::endpoint).toList();

            List<Candidate> retained = group.retain(PartedList.of(List.of(stays, other)));

            assertThat(PartedList.copyOf(retained).parts().get(0))
                    .isSameAs(PartedList.copyOf(first).parts().get(0));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.integers()
                .between(0, PARTS - 1)
                .flatMap(place -> Arbitraries.integers()
                        .between(1, 9)
                        .set()
                        .ofMaxSize(4)
                        .map(numbers -> new Step(place, numbers)))
                .list()
                .ofMaxSize(12);
    }

    private static Endpoint endpoint(int number) {
        return Endpoint.of("10.0.0.1", number);
    }
}
