package io.fairlead.grpc;

import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.resilience.RetryBudget;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The policy {@code fairlead} over addresses that a test gives, and picks as gRPC makes them. */
final class Balanced {
    static final Endpoint A = Endpoint.of("10.0.0.1", 50051);
    static final Endpoint B = Endpoint.of("10.0.0.2", 50051);
    static final Endpoint C = Endpoint.of("10.0.0.3", 50051);

    final FakeHelper helper = new FakeHelper();
    final LoadBalancer balancer = new FairleadLoadBalancerProvider().newLoadBalancer(helper);
    private final ServiceDiscovery discovery;
    private final PolicyConfig config;

    Balanced(ServiceDiscovery discovery, PolicyConfig config) {
        this.discovery = discovery;
        this.config = config;
    }

    void resolve(Endpoint... endpoints) {
        Attributes attributes = Attributes.newBuilder()
                .set(FairleadAttributes.GROUP, discovery.group(LiveSource.ORDERS))
                .build();
        accept(Arrays.stream(endpoints).map(FairleadAttributes::addresses).toList(), attributes);
    }

    void accept(List<EquivalentAddressGroup> addresses, Attributes attributes) {
        helper.context.execute(() -> {
            var unused = balancer.acceptResolvedAddresses(LoadBalancer.ResolvedAddresses.newBuilder()
                    .setAddresses(addresses)
                    .setAttributes(attributes)
                    .setLoadBalancingPolicyConfig(config)
                    .build());
        });
    }

    void connectAll() {
        helper.context.execute(() -> helper.subchannels.forEach(FakeHelper.FakeSubchannel::connect));
    }

    RetryBudget budget() {
        return discovery.group(LiveSource.ORDERS).retryBudget();
    }

    PickResult pick(CallOptions options, Metadata headers) {
        return helper.pick(new PickSubchannelArgs() {
            @Override
            public CallOptions getCallOptions() {
                return options;
            }

            @Override
            public Metadata getHeaders() {
                return headers;
            }

            @Override
            public MethodDescriptor<?, ?> getMethodDescriptor() {
                return TestServer.SAY;
            }
        });
    }

    /** The stream that comes of a pick, as its tracer sees it. */
    static ClientStreamTracer stream(PickResult pick, CallOptions options, Metadata headers) {
        ClientStreamTracer.Factory factory = Objects.requireNonNull(pick.getStreamTracerFactory());
        return factory.newClientStreamTracer(
                ClientStreamTracer.StreamInfo.newBuilder()
                        .setCallOptions(options)
                        .build(),
                headers);
    }

    /** The headers of the attempt after so many others. */
    static Metadata after(int attempts) {
        Metadata headers = new Metadata();
        if (attempts > 0) {
            headers.put(ReadyPicker.PREVIOUS_ATTEMPTS, Integer.toString(attempts));
        }
        return headers;
    }
}
