package io.fairlead.benchmarks.peers;

import io.grpc.Attributes;
import io.grpc.ChannelLogger;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.SynchronizationContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection that is up as soon as it is asked for, and stays so. */
final class UpSubchannel extends LoadBalancer.Subchannel {
    private final LoadBalancer.CreateSubchannelArgs args;
    private final int number;
    private final SynchronizationContext context;
    private LoadBalancer.@Nullable SubchannelStateListener listener;

    UpSubchannel(LoadBalancer.CreateSubchannelArgs args, int number, SynchronizationContext context) {
        this.args = args;
        this.number = number;
        this.context = context;
    }

    int number() {
        return number;
    }

    @Override
    public void start(LoadBalancer.SubchannelStateListener toTell) {
        listener = toTell;
    }

    @Override
    public void requestConnection() {
        LoadBalancer.SubchannelStateListener told = Objects.requireNonNull(listener, "not started");
        context.execute(() -> told.onSubchannelState(ConnectivityStateInfo.forNonError(ConnectivityState.READY)));
    }

    @Override
    public List<EquivalentAddressGroup> getAllAddresses() {
        return args.getAddresses();
    }

    @Override
    public void updateAddresses(List<EquivalentAddressGroup> addresses) {
        // It is up whatever its address.
    }

    @Override
    public Attributes getAttributes() {
        return args.getAttributes();
    }

    @Override
    public ChannelLogger getChannelLogger() {
        return new SilentLogger();
    }

    @Override
    public void shutdown() {
        // Nothing is held.
    }

    private static final class SilentLogger extends ChannelLogger {
        @Override
        public void log(ChannelLogLevel level, String message) {}

        @Override
        public void log(ChannelLogLevel level, String template, Object... args) {}
    }
}
