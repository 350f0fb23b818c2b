package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    @Test
    void anEndpointsAddressesComeTogetherInTheirOrder() {
        Endpoint dual = Endpoint.of("10.0.0.1", 50051).withAddresses(List.of("10.0.0.1", "fd00::1"));

        EquivalentAddressGroup group = FairleadAttributes.addresses(dual);

        assertThat(group.getAddresses())
                .containsExactly(new InetSocketAddress("10.0.0.1", 50051), new InetSocketAddress("fd00::1", 50051));
    }

    @Test
    void aNameIsLeftToTheTransport() {
        EquivalentAddressGroup group = FairleadAttributes.addresses(Endpoint.of("orders.shop.svc", 50051));

        assertThat(group.getAddresses()).containsExactly(InetSocketAddress.createUnresolved("orders.shop.svc", 50051));
    }

    @Test
    void whatIsKnownOfThePodIsInTheAttributes() {
        Attributes known = FairleadAttributes.addresses(Endpoint.builder("10.0.0.1", 50051)
                        .pod(new Pod("orders-1", "uid-1"))
                        .location(new Location("node-1", "zone-1"))
                        .weight(2.5)
                        .build())
                .getAttributes();
        assertThat(known.get(FairleadAttributes.POD)).isEqualTo("orders-1");
        assertThat(known.get(FairleadAttributes.NODE)).isEqualTo("node-1");
        assertThat(known.get(FairleadAttributes.ZONE)).isEqualTo("zone-1");
        assertThat(known.get(FairleadAttributes.WEIGHT)).isEqualTo(2.5);

        Attributes unknown =
                FairleadAttributes.addresses(Endpoint.of("10.0.0.1", 50051)).getAttributes();
        assertThat(unknown.get(FairleadAttributes.POD)).isNull();
        assertThat(unknown.get(FairleadAttributes.ZONE)).isNull();
    }
}
