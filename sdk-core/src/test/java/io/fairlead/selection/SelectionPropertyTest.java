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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SelectionPropertyTest {
    private static final List<IpFamily> BOTH = List.of(IpFamily.IPV4, IpFamily.IPV6);

    @Property
    void onlyKnownAddressesAreUsable(
            @ForAll("endpoints") List<Endpoint> endpoints,
            @ForAll TrafficPolicy policy,
            @ForAll("places") Location client) {
        Selection selection = Selection.of(snapshot(policy, BOTH, endpoints), client);

        assertThat(hostPorts(endpoints)).containsAll(hostPortsOfAllAddresses(selection));
        selection.families().forEach(family -> {
            assertThat(endpoints).containsAll(family.endpoints());
            assertThat(family.endpoints()).extracting(Endpoint::hostPort).doesNotHaveDuplicates();
            assertThat(family.endpoints()).extracting(Endpoint::family).allMatch(family.family()::equals);
        });
        assertThat(selection.usable()).extracting(Endpoint::key).doesNotHaveDuplicates();
    }

    @Property
    void joiningLosesNoAddressAndAddsNone(
            @ForAll("endpoints") List<Endpoint> endpoints,
            @ForAll TrafficPolicy policy,
            @ForAll("places") Location client) {
        Selection selection = Selection.of(snapshot(policy, BOTH, endpoints), client);

        assertThat(hostPortsOfAllAddresses(selection)).isEqualTo(hostPortsOfFamilies(selection));
    }

    @Property
    void theOrderOfTheSlicesChangesNothing(
            @ForAll("endpoints") List<Endpoint> endpoints,
            @ForAll TrafficPolicy policy,
            @ForAll("places") Location client,
            @ForAll Random random) {
        List<Endpoint> distinct = Duplicates.resolve(endpoints);
        List<Endpoint> shuffled = new ArrayList<>(distinct);
        Collections.shuffle(shuffled, random);

        Selection selection = Selection.of(snapshot(policy, BOTH, distinct), client);
        Selection other = Selection.of(snapshot(policy, BOTH, shuffled), client);

        assertThat(hostPortsOfFamilies(other)).isEqualTo(hostPortsOfFamilies(selection));
        assertThat(rules(other)).isEqualTo(rules(selection));
    }

    @Property
    void whatIsListedAgainChangesNothing(
            @ForAll("endpoints") List<Endpoint> endpoints,
            @ForAll TrafficPolicy policy,
            @ForAll("places") Location client) {
        List<Endpoint> distinct = Duplicates.resolve(endpoints);
        List<Endpoint> twice =
                Stream.concat(distinct.stream(), distinct.stream()).toList();

        assertThat(Selection.of(snapshot(policy, BOTH, twice), client).usable())
                .isEqualTo(
                        Selection.of(snapshot(policy, BOTH, distinct), client).usable());
    }

    @Property
    void aTerminatingDuplicateNeverHidesOneThatRuns(
            @ForAll("endpoints") List<Endpoint> endpoints, @ForAll Random random, @ForAll("places") Location client) {
        List<Endpoint> running = Duplicates.resolve(endpoints).stream()
                .filter(endpoint -> !endpoint.conditions().terminating())
                .toList();
        List<Endpoint> entries = new ArrayList<>(running);
        running.forEach(endpoint -> entries.add(Endpoint.builder(endpoint.address(), endpoint.port())
                .conditions(new Conditions(true, true, true))
                .build()));
        Collections.shuffle(entries, random);

        assertThat(hostPortsOfFamilies(Selection.of(snapshot(TrafficPolicy.CLUSTER, BOTH, entries), client)))
                .isEqualTo(hostPortsOfFamilies(Selection.of(snapshot(TrafficPolicy.CLUSTER, BOTH, running), client)));
    }

    @Property
    void aReadyEndpointIsEnoughToGoOn(
            @ForAll("endpoints") List<Endpoint> endpoints, @ForAll("places") Location client) {
        Selection selection = Selection.of(snapshot(TrafficPolicy.CLUSTER, BOTH, endpoints), client);

        selection.families().stream()
                .filter(family -> Duplicates.resolve(endpoints).stream()
                        .anyMatch(endpoint -> endpoint.family() == family.family()
                                && endpoint.conditions().ready()))
                .forEach(
                        family -> assertThat(family.endpoints()).isNotEmpty().allMatch(endpoint -> endpoint.conditions()
                                .ready()));
    }

    @Property
    void endpointsOfAFamilyThatTheServiceHasNotChangeNothing(
            @ForAll("endpoints") List<Endpoint> endpoints,
            @ForAll TrafficPolicy policy,
            @ForAll("places") Location client) {
        List<IpFamily> only = List.of(IpFamily.IPV4);
        List<Endpoint> ofFamily = endpoints.stream()
                .filter(endpoint -> endpoint.family() == IpFamily.IPV4)
                .toList();

        assertThat(Selection.of(snapshot(policy, only, endpoints), client).usable())
                .isEqualTo(
                        Selection.of(snapshot(policy, only, ofFamily), client).usable());
    }

    @Property
    void theServicesFirstFamilyLeads(
            @ForAll("endpoints") List<Endpoint> endpoints,
            @ForAll TrafficPolicy policy,
            @ForAll("places") Location client,
            @ForAll boolean ipv6First) {
        List<IpFamily> families = ipv6First ? List.of(IpFamily.IPV6, IpFamily.IPV4) : BOTH;

        assertThat(Selection.of(snapshot(policy, families, endpoints), client).usable())
                .allSatisfy(endpoint -> assertThat(endpoint.addresses())
                        .extracting(address -> families.indexOf(IpFamily.of(address)))
                        .isSorted());
    }

    @Property
    void everyEndpointIsExplainedOnceAndAsSelected(
            @ForAll("endpoints") List<Endpoint> endpoints,
            @ForAll TrafficPolicy policy,
            @ForAll("places") Location client) {
        Selection selection = Selection.of(snapshot(policy, BOTH, endpoints), client);

        List<Verdict> verdicts = selection.explain();

        assertThat(verdicts).extracting(Verdict::endpoint).isEqualTo(Duplicates.resolve(endpoints));
        assertThat(verdicts).extracting(Verdict::reason).noneMatch(String::isBlank);
        assertThat(verdicts.stream()
                        .filter(Verdict::eligible)
                        .map(verdict -> verdict.endpoint().hostPort())
                        .collect(Collectors.toSet()))
                .isEqualTo(hostPortsOfFamilies(selection));
    }

    @Provide
    Arbitrary<List<Endpoint>> endpoints() {
        Arbitrary<String> address = Arbitraries.integers()
                .between(1, 8)
                .flatMap(number -> Arbitraries.of("10.0.0." + number, "fd00::" + number));
        Arbitrary<Conditions> conditions =
                Combinators.combine(flag(), flag(), flag()).as(Conditions::new);
        Arbitrary<Hints> hints =
                Combinators.combine(names("zone-"), names("node-")).as(Hints::new);
        Arbitrary<Pod> pods = Arbitraries.of("", "1", "2", "3", "4").map(uid -> new Pod("", uid));
        return Combinators.combine(address, Arbitraries.of(80, 81), conditions, hints, places(), pods)
                .as((ip, port, state, meantFor, place, pod) -> Endpoint.builder(ip, port)
                        .conditions(state)
                        .hints(meantFor)
                        .location(place)
                        .pod(pod)
                        .build())
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Location> places() {
        return Combinators.combine(Arbitraries.of("", "node-a", "node-b"), Arbitraries.of("", "zone-a", "zone-b"))
                .as(Location::new);
    }

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<Set<String>> names(String prefix) {
        return Arbitraries.of(prefix + "a", prefix + "b").set().ofMaxSize(2);
    }

    private static EndpointSnapshot snapshot(TrafficPolicy policy, List<IpFamily> families, List<Endpoint> endpoints) {
        return new EndpointSnapshot(
                ServiceRef.parse("orders.shop"),
                "test",
                policy,
                families,
                endpoints,
                Optional.empty(),
                Optional.empty());
    }

    private static List<Rule> rules(Selection selection) {
        return selection.families().stream().map(FamilySelection::rule).toList();
    }

    private static Set<String> hostPorts(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::hostPort).collect(Collectors.toSet());
    }

    private static Set<String> hostPortsOfFamilies(Selection selection) {
        return selection.families().stream()
                .flatMap(family -> family.endpoints().stream())
                .map(Endpoint::hostPort)
                .collect(Collectors.toSet());
    }

    private static Set<String> hostPortsOfAllAddresses(Selection selection) {
        Set<String> all = new HashSet<>();
        for (Endpoint endpoint : selection.usable()) {
            endpoint.addresses()
                    .forEach(address ->
                            all.add(endpoint.withAddresses(List.of(address)).hostPort()));
        }
        return all;
    }
}
