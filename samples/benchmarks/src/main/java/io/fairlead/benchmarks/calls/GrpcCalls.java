package io.fairlead.benchmarks.calls;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.grpc.FairleadNameResolverProvider;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolverRegistry;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Questions of the health service. What is allocated in a call is also the servers', which are in the same process for all callers. */
final class GrpcCalls {
    private GrpcCalls() {}

    static Callable<?> roundRobin() throws IOException {
        NameResolverRegistry names = new NameResolverRegistry();
        names.register(new FixedNames(start()));
        return over(channel("fixed:///orders", names).defaultLoadBalancingPolicy("round_robin"));
    }

    static Callable<?> fairlead(Balancer balancer) throws IOException {
        NameResolverRegistry names = new NameResolverRegistry();
        names.register(FairleadNameResolverProvider.builder(
                        Servers.discovery(ServiceRef.parse("orders.shop:grpc"), start(), balancer))
                .build());
        return over(channel("kubernetes:///orders.shop:grpc", names));
    }

    private static ManagedChannelBuilder<?> channel(String target, NameResolverRegistry names) {
        return Grpc.newChannelBuilder(target, InsecureChannelCredentials.create(), names);
    }

    private static Callable<?> over(ManagedChannelBuilder<?> builder) {
        ManagedChannel channel = builder.build();
        HealthGrpc.HealthBlockingStub stub = HealthGrpc.newBlockingStub(channel);
        return () -> stub.check(HealthCheckRequest.getDefaultInstance());
    }

    private static int[] start() throws IOException {
        int[] ports = new int[Servers.COUNT];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .directExecutor()
                    .addService(new HealthStatusManager().getHealthService())
                    .build()
                    .start()
                    .getPort();
        }
        return ports;
    }
}
