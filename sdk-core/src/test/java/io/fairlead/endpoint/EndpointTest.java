package io.fairlead.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

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
}
