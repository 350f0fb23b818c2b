package io.fairlead.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.internal.PartedList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class NextSelectionPropertyTest {
    private static final int PARTS = 12;

    /** Some parts of the endpoints are replaced or change places, and what they are selected by may change. */
    private record Step(
            Map<Integer, List<Endpoint>> parts,
            boolean turned,
            TrafficPolicy policy,
            List<IpFamily> families,
            Location client) {}

    @Property
    void theNextSelectionIsWhatANewOneWouldBe(@ForAll("steps") List<Step> steps) {
        List<List<Endpoint>> parts = new ArrayList<>(Collections.nCopies(PARTS, List.of()));
        Selection last = null;
        for (Step step : steps) {
            step.parts().forEach(parts::set);
            Collections.rotate(parts, step.turned() ? 1 : 0);
            EndpointSnapshot snapshot = snapshot(step, PartedList.of(parts));

            last = last == null ? Selection.of(snapshot, step.client()) : last.next(snapshot, step.client());

            Selection expected = Selection.joined(snapshot, step.client());
            assertThat(last.usable()).isEqualTo(expected.usable());
            assertThat(last.families()).isEqualTo(expected.families());
            assertThat(last.explain()).isEqualTo(expected.explain());
            boolean shortCut = DistinctParts.of(PartedList.copyOf(snapshot.endpoints())) != null;
            Statistics.label("by a short cut").collect(shortCut).coverage(share -> {
                share.check(true).percentage(of -> of > 20);
                share.check(false).percentage(of -> of > 20);
            });
        }
    }

    @Property
    void aPartThatStaysIsChosenFromOnce(@ForAll("parts") List<Endpoint> one, @ForAll("parts") List<Endpoint> other) {
        List<Endpoint> stays = distinct(9, List.of(true, false, true));
        Selection first = Selection.of(headless(stays, one), Location.UNKNOWN);

        Selection next = first.next(headless(stays, other), Location.UNKNOWN);

        boolean shortCut = DistinctParts.of(PartedList.of(List.of(stays, one))) != null
                && DistinctParts.of(PartedList.of(List.of(stays, other))) != null;
        Statistics.label("by a short cut").collect(shortCut).coverage(share -> share.check(true)
                .percentage(of -> of > 50));
        if (shortCut) {
            assertThat(PartedList.copyOf(next.usable()).parts().get(0))
                    .hasSize(2)
                    .isSameAs(PartedList.copyOf(first.usable()).parts().get(0));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<List<IpFamily>> families = Arbitraries.of(
                List.of(IpFamily.IPV4), List.of(), List.of(IpFamily.IPV6), List.of(IpFamily.IPV4, IpFamily.IPV6));
        Arbitrary<Map<Integer, List<Endpoint>>> parts = Arbitraries.integers()
                .between(0, PARTS - 1)
                .set()
                .ofMinSize(1)
                .ofMaxSize(PARTS)
                .flatMap(places -> Combinators.combine(places.stream()
                                .map(NextSelectionPropertyTest::part)
                                .toList())
                        .as(made -> {
                            Map<Integer, List<Endpoint>> byPlace = new HashMap<>();
                            places.forEach(place -> byPlace.put(place, made.get(byPlace.size())));
                            return byPlace;
                        }));
        return Combinators.combine(
                        parts, Arbitraries.of(true, false), Arbitraries.of(TrafficPolicy.class), families, places())
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<List<Endpoint>> parts() {
        return part(PARTS);
    }

    // Mostly of addresses that no other part has.
    private static Arbitrary<List<Endpoint>> part(int number) {
        Arbitrary<List<Endpoint>> own = Arbitraries.integers()
                .between(1, 6)
                .set()
                .ofMaxSize(4)
                .flatMap(hosts -> Combinators.combine(hosts.stream()
                                .map(host -> endpoint("10.0." + number + "." + host, number + "-" + host))
                                .toList())
                        .as(endpoints -> endpoints));
        Arbitrary<String> anyAddress = Arbitraries.of("10.0.0.1", "10.0.1.1", "10.0.2.2", "fd00::1");
        Arbitrary<Endpoint> any = anyAddress.flatMap(address -> endpoint(address, "0-1"));
        return Combinators.combine(own, any, Arbitraries.integers().between(0, 40))
                .as((endpoints, one, dice) -> dice == 0
                        ? Stream.concat(endpoints.stream(), Stream.of(one)).toList()
                        : endpoints)
                .map(List::copyOf);
    }

    private static Arbitrary<Endpoint> endpoint(String address, String uid) {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Hints> hints =
                Combinators.combine(names("zone-"), names("node-")).as(Hints::new);
        return Combinators.combine(flag, flag, flag, hints, places(), flag)
                .as((ready, serving, terminating, meantFor, place, ofPod) -> Endpoint.builder(address, 80)
                        .conditions(new Conditions(ready, serving, terminating))
                        .hints(meantFor)
                        .location(place)
                        .pod(ofPod ? new Pod("", uid) : Pod.NONE)
                        .build());
    }

    private static List<Endpoint> distinct(int part, List<Boolean> ready) {
        List<Endpoint> made = new ArrayList<>();
        for (boolean state : ready) {
            made.add(Endpoint.builder("10.0." + part + "." + made.size(), 80)
                    .conditions(new Conditions(state, true, !state))
                    .build());
        }
        return List.copyOf(made);
    }

    private static Arbitrary<Location> places() {
        return Combinators.combine(Arbitraries.of("", "node-a", "node-b"), Arbitraries.of("", "zone-a", "zone-b"))
                .as(Location::new);
    }

    private static Arbitrary<Set<String>> names(String prefix) {
        return Arbitraries.of(prefix + "a", prefix + "b").set().ofMaxSize(2);
    }

    private static EndpointSnapshot headless(List<Endpoint> one, List<Endpoint> other) {
        Step step = new Step(Map.of(), false, TrafficPolicy.HEADLESS, List.of(), Location.UNKNOWN);
        return snapshot(step, PartedList.of(List.of(one, other)));
    }

    private static EndpointSnapshot snapshot(Step step, List<Endpoint> endpoints) {
        return new EndpointSnapshot(
                ServiceRef.parse("orders.shop"),
                "test",
                step.policy(),
                step.families(),
                endpoints,
                Optional.empty(),
                Optional.empty());
    }
}
