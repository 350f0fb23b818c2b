package io.fairlead.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private static final Pod POD = new Pod("orders-1", "7b2f0c1e-9d7a-4f0e-8a55-0c1d2e3f4a5b");

    @Test
    void hasTheKeyOfItsPodAndPortWhateverItsAddress() {
        Endpoint endpoint = Endpoint.builder("10.0.0.1", 80).pod(POD).build();

        assertThat(endpoint.hasKey(
                        Endpoint.builder("10.0.0.2", 80).pod(POD).build().key()))
                .isTrue();
        assertThat(endpoint.hasKey(
                        Endpoint.builder("10.0.0.1", 81).pod(POD).build().key()))
                .isFalse();
        assertThat(endpoint.hasKey(Endpoint.of("10.0.0.1", 80).key())).isFalse();
    }

    @Test
    void hasTheKeyOfItsAddressAndPortWhereNoPodIsKnown() {
        Endpoint endpoint = Endpoint.of("10.0.0.1", 80);

        assertThat(endpoint.hasKey(new EndpointKey("10.0.0.1", 80))).isTrue();
        assertThat(endpoint.hasKey(new EndpointKey("10.0.0.2", 80))).isFalse();
        assertThat(endpoint.hasKey(new EndpointKey("10.0.0.1", 81))).isFalse();
        assertThat(endpoint.hasKey(
                        Endpoint.builder("10.0.0.1", 80).pod(POD).build().key()))
                .isFalse();
    }

    @Test
    void hashesItsKeyToTheSameNumberInEveryVersion() {
        Endpoint endpoint = Endpoint.builder("10.0.0.1", 80).pod(POD).build();

        assertThat(endpoint.key().stableHash()).isEqualTo(0x279e199f4cf29665L);
        assertThat(Endpoint.of("10.0.0.1", 80).key().stableHash()).isEqualTo(0xd693be03b08e24d9L);
    }

    @Test
    void holdsWhatManyEndpointsHaveInCommonOnce() {
        assertThat(ready("10.0.0.1", Hints.NONE).conditions()).isSameAs(Conditions.READY);

        Endpoint meant = ready("10.0.0.1", zone("a"));
        assertThat(meant.toBuilder().port(81).hints(zone("a")).build().hints()).isSameAs(meant.hints());

        List<Endpoint> compact = Endpoint.compact(List.of(
                meant, ready("10.0.0.2", zone("b")), ready("10.0.0.3", zone("a")), ready("10.0.0.4", zone("b"))));
        assertThat(compact.get(2).hints()).isSameAs(meant.hints());
        assertThat(compact.get(3).hints()).isSameAs(compact.get(1).hints());
    }

    private static Endpoint ready(String address, Hints hints) {
        return Endpoint.builder(address, 80)
                .conditions(new Conditions(true, true, false))
                .hints(hints)
                .build();
    }

    private static Hints zone(String name) {
        return new Hints(Set.of(name), Set.of());
    }
}
