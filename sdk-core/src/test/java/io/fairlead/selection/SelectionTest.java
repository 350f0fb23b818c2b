package io.fairlead.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointBuilder;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Location CLIENT = new Location("node-a", "zone-a");
    private static final Conditions STARTING = new Conditions(false, false, false);
    private static final Conditions LEAVING = new Conditions(false, true, true);
    private static final Conditions GONE = new Conditions(false, false, true);

    @Nested
    class WhichRuleDecided {
        @Test
        void eachFamilyIsDecidedForItself() {
            Selection selection = select(
                    TrafficPolicy.CLUSTER,
                    with("10.0.0.1", STARTING),
                    with("10.0.0.2", LEAVING),
                    with("fd00::1", STARTING));

            assertThat(selection.families())
                    .extracting(FamilySelection::family, FamilySelection::rule)
                    .containsExactly(
                            tuple(IpFamily.IPV4, Rule.SERVING_TERMINATING), tuple(IpFamily.IPV6, Rule.NONE_ANYWHERE));
        }

        @Test
        void aServiceThatTellsNoFamiliesHasThoseOfItsEndpoints() {
            EndpointSnapshot snapshot =
                    snapshot(TrafficPolicy.CLUSTER, List.of(), with("fd00::1", STARTING), with("10.0.0.2", LEAVING));

            assertThat(Selection.of(snapshot, CLIENT).families())
                    .extracting(FamilySelection::family)
                    .containsExactly(IpFamily.IPV6, IpFamily.IPV4);
        }

        @Test
        void aHeadlessServiceHasNoLastResortAndNoHints() {
            Endpoint elsewhere =
                    Endpoint.builder("10.0.0.1", 80).hints(zones("zone-b")).build();
            Endpoint here =
                    Endpoint.builder("10.0.0.2", 80).hints(zones("zone-a")).build();

            assertThat(select(TrafficPolicy.HEADLESS, with("10.0.0.1", LEAVING)).usable())
                    .isEmpty();
            assertThat(select(TrafficPolicy.HEADLESS, elsewhere, here, with("10.0.0.3", LEAVING))
                            .usable())
                    .containsExactly(elsewhere, here);
        }

        @Test
        void whatTheSourceChoseIsUsedAsItIs() {
            List<Endpoint> given = List.of(with("10.0.0.2", GONE), with("10.0.0.1", STARTING));

            Selection selection =
                    Selection.of(EndpointSnapshot.asGiven(ServiceRef.parse("orders.shop"), "static", given), CLIENT);

            assertThat(selection.usable()).isEqualTo(given);
            assertThat(selection.families()).extracting(FamilySelection::rule).containsExactly(Rule.AS_GIVEN);
        }

        @Test
        void withoutEndpointsTheFamiliesOfTheServiceHaveNothing() {
            assertThat(select(TrafficPolicy.LOCAL).families())
                    .extracting(FamilySelection::rule)
                    .containsExactly(Rule.NONE_ANYWHERE, Rule.NONE_ANYWHERE);
        }
    }

    @Nested
    class DualStackPods {
        private final Endpoint v6 = pod("fd00::1", 80, "uid-1").build();
        private final Endpoint v4 = pod("10.0.0.1", 80, "uid-1").build();

        @Test
        void aPodIsOneEndpointWithTheServicesFirstFamilyInFront() {
            assertThat(select(TrafficPolicy.CLUSTER, v6, v4).usable())
                    .extracting(Endpoint::addresses)
                    .containsExactly(List.of("10.0.0.1", "fd00::1"));
        }

        @Test
        void onlyTheAddressesThatWereSelectedStay() {
            Endpoint v6Away = pod("fd00::1", 80, "uid-1").hints(zones("zone-b")).build();
            Endpoint other = pod("fd00::2", 80, "uid-2").hints(zones("zone-a")).build();

            assertThat(select(TrafficPolicy.CLUSTER, v6Away, v4, other).usable())
                    .extracting(Endpoint::addresses)
                    .containsExactly(List.of("10.0.0.1"), List.of("fd00::2"));
        }

        @Test
        void portsOfOnePodStayApart() {
            Endpoint otherPort = pod("fd00::1", 81, "uid-1").build();

            assertThat(select(TrafficPolicy.CLUSTER, otherPort, v4).usable())
                    .extracting(Endpoint::hostPort)
                    .containsExactly("10.0.0.1:80", "[fd00::1]:81");
        }

        @Test
        void addressesWithoutAPodStayApart() {
            assertThat(select(TrafficPolicy.CLUSTER, Endpoint.of("fd00::1", 80), Endpoint.of("10.0.0.1", 80))
                            .usable())
                    .hasSize(2);
        }
    }

    @Nested
    class Explained {
        @Test
        void readyOnesOutdoTheOthers() {
            assertThat(reasons(
                            TrafficPolicy.CLUSTER,
                            with("10.0.0.1", Conditions.READY),
                            with("10.0.0.2", STARTING),
                            with("10.0.0.3", LEAVING),
                            with("10.0.0.4", GONE)))
                    .containsExactly(
                            tuple(true, "ready"),
                            tuple(false, "not ready"),
                            tuple(false, "terminating; ready endpoints exist"),
                            tuple(false, "terminating and no longer serving"));
        }

        @Test
        void theLastResortSaysSo() {
            assertThat(reasons(TrafficPolicy.CLUSTER, with("10.0.0.3", LEAVING)))
                    .containsExactly(
                            tuple(true, "the last resort: no endpoint is ready, this one terminates but still serves"));
        }

        @Test
        void hintsNameBothPlaces() {
            Endpoint here =
                    Endpoint.builder("10.0.0.1", 80).hints(zones("zone-a")).build();
            Endpoint there = Endpoint.builder("10.0.0.2", 80)
                    .hints(zones("zone-c", "zone-b"))
                    .build();

            assertThat(reasons(TrafficPolicy.CLUSTER, here, there))
                    .containsExactly(
                            tuple(true, "ready, hinted to this client's zone zone-a"),
                            tuple(false, "hinted to zone-b, zone-c, this client is in zone-a"));
        }

        @Test
        void nodeHintsNameBothNodes() {
            Endpoint here = Endpoint.builder("10.0.0.1", 80)
                    .hints(new Hints(Set.of(), Set.of("node-a")))
                    .build();
            Endpoint there = Endpoint.builder("10.0.0.2", 80)
                    .hints(new Hints(Set.of(), Set.of("node-b")))
                    .build();

            assertThat(reasons(TrafficPolicy.CLUSTER, here, there))
                    .containsExactly(
                            tuple(true, "ready, hinted to this client's node node-a"),
                            tuple(false, "hinted to node-b, this client is on node-a"));
        }

        @Test
        void localTellsWhoseNodeIsMeant() {
            assertThat(reasons(
                            TrafficPolicy.LOCAL,
                            on("10.0.0.1", "node-a", Conditions.READY),
                            on("10.0.0.2", "node-b", Conditions.READY),
                            on("10.0.0.3", "", Conditions.READY),
                            on("10.0.0.4", "node-a", LEAVING)))
                    .containsExactly(
                            tuple(true, "ready, on this client's node"),
                            tuple(false, "on another node (internalTrafficPolicy: Local)"),
                            tuple(false, "on an unknown node (internalTrafficPolicy: Local)"),
                            tuple(false, "terminating; ready endpoints exist on this client's node"));
        }

        @Test
        void localWithoutAKnownNodeSaysThat() {
            EndpointSnapshot snapshot = snapshot(TrafficPolicy.LOCAL, List.of(), on("10.0.0.1", "", Conditions.READY));

            assertThat(Selection.of(snapshot, Location.UNKNOWN).explain())
                    .extracting(Verdict::reason)
                    .containsExactly("this client's node is unknown (internalTrafficPolicy: Local)");
        }

        @Test
        void anAddressOfAnotherFamilySaysThat() {
            EndpointSnapshot snapshot =
                    snapshot(TrafficPolicy.CLUSTER, List.of(IpFamily.IPV4), with("fd00::1", Conditions.READY));

            Selection selection = Selection.of(snapshot, CLIENT);

            assertThat(selection.usable()).isEmpty();
            assertThat(selection.explain())
                    .extracting(Verdict::eligible, Verdict::reason)
                    .containsExactly(tuple(false, "IPv6, which is no IP family of the Service"));
        }

        @Test
        void duplicatesAreToldOnce() {
            assertThat(reasons(TrafficPolicy.CLUSTER, with("10.0.0.1", LEAVING), with("10.0.0.1", Conditions.READY)))
                    .containsExactly(tuple(true, "ready"));
        }

        @Test
        void headlessAndGivenHaveReasonsOfTheirOwn() {
            assertThat(reasons(TrafficPolicy.HEADLESS, with("10.0.0.1", Conditions.READY), with("10.0.0.2", LEAVING)))
                    .containsExactly(tuple(true, "ready"), tuple(false, "terminating"));
            assertThat(reasons(TrafficPolicy.AS_GIVEN, with("10.0.0.1", STARTING)))
                    .containsExactly(tuple(true, "given by the source"));
        }

        private List<Tuple> reasons(TrafficPolicy policy, Endpoint... endpoints) {
            return select(policy, endpoints).explain().stream()
                    .map(verdict -> tuple(verdict.eligible(), verdict.reason()))
                    .toList();
        }
    }

    private static Selection select(TrafficPolicy policy, Endpoint... endpoints) {
        return Selection.of(snapshot(policy, List.of(IpFamily.IPV4, IpFamily.IPV6), endpoints), CLIENT);
    }

    private static EndpointSnapshot snapshot(TrafficPolicy policy, List<IpFamily> families, Endpoint... endpoints) {
        return new EndpointSnapshot(
                ServiceRef.parse("orders.shop"),
                "test",
                policy,
                families,
                List.of(endpoints),
                Optional.empty(),
                Optional.empty());
    }

    private static Endpoint with(String address, Conditions conditions) {
        return Endpoint.builder(address, 80).conditions(conditions).build();
    }

    private static Endpoint on(String address, String node, Conditions conditions) {
        return Endpoint.builder(address, 80)
                .location(new Location(node, ""))
                .conditions(conditions)
                .build();
    }

    private static EndpointBuilder pod(String address, int port, String uid) {
        return Endpoint.builder(address, port).pod(new Pod("orders-0", uid));
    }

    private static Hints zones(String... zones) {
        return new Hints(Set.of(zones), Set.of());
    }
}
