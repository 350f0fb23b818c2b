package io.fairlead.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.StableHash;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However an endpoint keeps its facts, it is what a record of them would be. */
class EndpointPropertyTest {
    private static final String UID = "7b2f0c1e-9d7a-4f0e-8a55-0c1d2e3f4a5b";

    /** All that an endpoint is told. */
    private record Facts(
            List<String> addresses,
            int port,
            Pod pod,
            String hostname,
            Location location,
            Conditions conditions,
            Hints hints,
            double weight,
            String tlsName) {

        static Facts of(Endpoint endpoint) {
            return new Facts(
                    endpoint.addresses(),
                    endpoint.port(),
                    endpoint.pod(),
                    endpoint.hostname(),
                    endpoint.location(),
                    endpoint.conditions(),
                    endpoint.hints(),
                    endpoint.weight(),
                    endpoint.tlsName());
        }

        Endpoint endpoint() {
            return told(Endpoint.builder(addresses, port));
        }

        Endpoint told(EndpointBuilder builder) {
            return builder.addresses(addresses)
                    .port(port)
                    .pod(pod)
                    .hostname(hostname)
                    .location(location)
                    .conditions(conditions)
                    .hints(hints)
                    .weight(weight)
                    .tlsName(tlsName)
                    .build();
        }

        String identity() {
            return pod.uid().isEmpty() ? addresses.get(0) : pod.uid();
        }
    }

    @Property
    void givesBackWhatItWasTold(@ForAll("facts") Facts facts) {
        Endpoint endpoint = facts.endpoint();

        assertThat(Facts.of(endpoint)).isEqualTo(facts);
        assertThat(endpoint.address()).isEqualTo(facts.addresses().get(0));
        assertThat(endpoint).hasToString(facts.toString().replaceFirst("Facts", "Endpoint"));
    }

    @Property
    void isEqualToAnotherIfAllFactsAre(@ForAll("alike") Alike facts) {
        Endpoint one = facts.one().endpoint();
        Endpoint other = facts.other().endpoint();

        assertThat(one.equals(other)).isEqualTo(facts.one().equals(facts.other()));
        assertThat(!one.equals(other) || one.hashCode() == other.hashCode()).isTrue();
    }

    @Property
    void isMadeOfAnotherAsOfNothing(@ForAll("facts") Facts one, @ForAll("facts") Facts other) {
        assertThat(one.endpoint().toBuilder().build()).isEqualTo(one.endpoint());
        assertThat(other.told(one.endpoint().toBuilder())).isEqualTo(other.endpoint());
        assertThat(Facts.of(one.endpoint().withAddresses(other.addresses())).addresses())
                .isEqualTo(other.addresses());
    }

    @Property
    void staysTheSameInACompactList(@ForAll("lists") List<Facts> facts) {
        List<Endpoint> endpoints = facts.stream().map(Facts::endpoint).toList();

        assertThat(Endpoint.compact(endpoints)).isEqualTo(endpoints);
    }

    @Property
    void keysAreEqualIfIdentityAndPortAre(@ForAll("alike") Alike facts) {
        Facts one = facts.one();
        Facts other = facts.other();
        boolean equal = one.identity().equals(other.identity()) && one.port() == other.port();
        EndpointKey key = one.endpoint().key();
        EndpointKey of = other.endpoint().key();

        assertThat(key.equals(of)).isEqualTo(equal);
        assertThat(one.endpoint().hasKey(of)).isEqualTo(equal);
        assertThat(!equal || key.hashCode() == of.hashCode()).isTrue();
    }

    @Property
    void aKeyOfTextIsTheOneOfTheEndpoint(@ForAll("facts") Facts facts) {
        EndpointKey key = facts.endpoint().key();
        EndpointKey ofText = new EndpointKey(facts.identity(), facts.port());

        assertThat(key).isEqualTo(ofText).hasSameHashCodeAs(ofText);
        assertThat(key.identity()).isEqualTo(facts.identity());
        assertThat(key.port()).isEqualTo(facts.port());
        assertThat(key.stableHash()).isEqualTo(StableHash.of(facts.identity(), facts.port()));
    }

    /** Facts of which one at most differs. */
    private record Alike(Facts one, Facts other) {}

    @Provide
    Arbitrary<Alike> alike() {
        return Combinators.combine(facts(), facts(), Arbitraries.integers().between(0, 9))
                .as((one, other, place) -> new Alike(
                        one,
                        new Facts(
                                place == 1 ? other.addresses() : one.addresses(),
                                place == 2 ? other.port() : one.port(),
                                place == 3 ? other.pod() : one.pod(),
                                place == 4 ? other.hostname() : one.hostname(),
                                place == 5 ? other.location() : one.location(),
                                place == 6 ? other.conditions() : one.conditions(),
                                place == 7 ? other.hints() : one.hints(),
                                place == 8 ? other.weight() : one.weight(),
                                place == 9 ? other.tlsName() : one.tlsName())));
    }

    @Provide
    Arbitrary<List<Facts>> lists() {
        return facts().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<Pod> pods = Combinators.combine(Arbitraries.of("", "orders-1", "orders-2"), uids())
                .as(Pod::new);
        Arbitrary<Conditions> conditions =
                Arbitraries.of(Conditions.READY, new Conditions(true, true, false), new Conditions(false, false, true));
        Arbitrary<Hints> hints = Arbitraries.of(Hints.NONE, new Hints(Set.of("a"), Set.of()));
        Arbitrary<Location> locations = Arbitraries.of(Location.UNKNOWN, new Location("node-1", "a"));
        return Combinators.combine(
                        Arbitraries.of("10.0.0.1", "fd00::1", "orders.shop.svc", UID)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2),
                        Arbitraries.of(1, 8080, 65535),
                        pods,
                        Arbitraries.of("", "orders-1"),
                        locations,
                        conditions,
                        hints,
                        Combinators.combine(Arbitraries.of(1.0, 0.0, -0.0, 2.5), Arbitraries.of("", "db.example.com"))
                                .as(Said::new))
                .as((addresses, port, pod, hostname, location, state, meant, said) -> new Facts(
                        addresses, port, pod, hostname, location, state, meant, said.weight(), said.tlsName()));
    }

    private record Said(double weight, String tlsName) {}

    // What is no UUID, what looks like one, and what the JDK takes for one: each comes back to the letter.
    private static Arbitrary<String> uids() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        UID,
                        UID.toUpperCase(Locale.ROOT),
                        "{" + UID + "}",
                        UID.replace("-", ""),
                        UID.replace('b', 'x'),
                        "7b2f0c1e-9d7a4-f0e-8a55-0c1d2e3f4a5b",
                        "7b2f0c1e-9d7a-4f0e-8a55-0c1d2e3f4a5\u0663",
                        "+b2f0c1e-9d7a-4f0e-8a55-0c1d2e3f4a5b",
                        "00000000-0000-0000-0000-000000000000",
                        "00000000-0000-0000-0000-000000000001",
                        "00000000-0000-0001-0000-000000000000",
                        "1-1-1-1-1",
                        "10.0.0.1"),
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> new UUID(high, low).toString()));
    }
}
