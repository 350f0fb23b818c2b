package io.fairlead.benchmarks.peers;

import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Update;
import io.grpc.EquivalentAddressGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** grpc-java: {@code acceptResolvedAddresses} of {@code round_robin}, whose connections are up at once. */
public final class GrpcUpdate implements Update {
    private final GrpcPolicy policy = GrpcPolicy.named("round_robin");
    private final List<EquivalentAddressGroup> endpoints;

    /** Of that many endpoints. */
    public GrpcUpdate(int size) {
        endpoints = new ArrayList<>(GrpcCycle.list(size));
        policy.accept(List.copyOf(endpoints));
    }

    @Override
    public Object replace(int place, int address) {
        endpoints.set(place, new EquivalentAddressGroup(new InetSocketAddress(Addresses.ip(address), Addresses.PORT)));
        policy.accept(List.copyOf(endpoints));
        return policy.picker();
    }
}
