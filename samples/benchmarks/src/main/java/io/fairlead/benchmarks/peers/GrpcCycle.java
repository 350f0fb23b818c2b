package io.fairlead.benchmarks.peers;

import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Cycle;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.internal.PickSubchannelArgsImpl;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** grpc-java: a picker of one of its policies over connections that are up, then the life of the stream where its tracer counts. */
public final class GrpcCycle implements Cycle {
    private static final ClientStreamTracer.StreamInfo STREAM =
            ClientStreamTracer.StreamInfo.newBuilder().build();

    private final LoadBalancer.SubchannelPicker picker;
    private final Metadata headers = new Metadata();
    private final PickSubchannelArgs args = new PickSubchannelArgsImpl(
            HealthGrpc.getCheckMethod(), headers, CallOptions.DEFAULT, new LoadBalancer.PickDetailsConsumer() {});

    private GrpcCycle(LoadBalancer.SubchannelPicker picker) {
        this.picker = picker;
    }

    /** By the policy that is registered under this name, with its defaults. */
    public static Cycle of(String policy, int endpoints) {
        GrpcPolicy made = GrpcPolicy.named(policy);
        made.accept(list(endpoints));
        return new GrpcCycle(made.picker());
    }

    @Override
    public int run() {
        PickResult result = picker.pickSubchannel(args);
        ClientStreamTracer.Factory tracers = result.getStreamTracerFactory();
        if (tracers != null) {
            ClientStreamTracer tracer = tracers.newClientStreamTracer(STREAM, headers);
            tracer.streamCreated(Attributes.EMPTY, headers);
            tracer.streamClosed(Status.OK);
        }
        return ((UpSubchannel) Objects.requireNonNull(result.getSubchannel())).number();
    }

    static List<EquivalentAddressGroup> list(int endpoints) {
        return IntStream.range(0, endpoints)
                .mapToObj(i -> new EquivalentAddressGroup(new InetSocketAddress(Addresses.ip(i), Addresses.PORT)))
                .toList();
    }
}
