package io.fairlead.benchmarks.peers;

import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.SynchronizationContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** One of grpc-java's policies in a channel whose connections are up as soon as they are asked for. */
final class GrpcPolicy extends LoadBalancer.Helper {
    private final SynchronizationContext context = new SynchronizationContext((thread, e) -> {
        throw new IllegalStateException("the policy failed", e);
    });
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "benchmark-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final LoadBalancer policy;
    private final @Nullable Object config;
    private LoadBalancer.@Nullable SubchannelPicker picker;
    private int made;

    private GrpcPolicy(LoadBalancerProvider provider) {
        config = provider.parseLoadBalancingPolicyConfig(Map.of()).getConfig();
        policy = provider.newLoadBalancer(this);
    }

    static GrpcPolicy named(String name) {
        return new GrpcPolicy(
                Objects.requireNonNull(LoadBalancerRegistry.getDefaultRegistry().getProvider(name), name));
    }

    void accept(List<EquivalentAddressGroup> addresses) {
        context.execute(() -> policy.acceptResolvedAddresses(LoadBalancer.ResolvedAddresses.newBuilder()
                .setAddresses(addresses)
                .setLoadBalancingPolicyConfig(config)
                .build()));
    }

    /** The newest picker, once all connections are up. */
    LoadBalancer.SubchannelPicker picker() {
        return Objects.requireNonNull(picker, "no picker");
    }

    @Override
    public LoadBalancer.Subchannel createSubchannel(LoadBalancer.CreateSubchannelArgs args) {
        return new UpSubchannel(args, made++, context);
    }

    @Override
    public void updateBalancingState(ConnectivityState state, LoadBalancer.SubchannelPicker newPicker) {
        picker = newPicker;
    }

    @Override
    public SynchronizationContext getSynchronizationContext() {
        return context;
    }

    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return timer;
    }

    @Override
    public String getAuthority() {
        return "orders.shop.svc";
    }

    @Override
    public ManagedChannel createOobChannel(EquivalentAddressGroup addresses, String authority) {
        throw new UnsupportedOperationException("no policy here asks for another channel");
    }
}
