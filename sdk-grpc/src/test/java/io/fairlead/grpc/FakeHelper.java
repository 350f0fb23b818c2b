package io.fairlead.grpc;

import io.grpc.Attributes;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.util.ArrayList;
import java.util.List;

/** The channel's side of a load balancer, without a channel: remembers what it is told and connects what a test says. */
final class FakeHelper extends LoadBalancer.Helper {
    final SynchronizationContext context = new SynchronizationContext((thread, error) -> {
        throw new AssertionError(error);
    });
    final List<FakeSubchannel> subchannels = new ArrayList<>();
    final List<ConnectivityState> states = new ArrayList<>();
    private SubchannelPicker picker = new LoadBalancer.FixedResultPicker(PickResult.withNoResult());

    SubchannelPicker picker() {
        return picker;
    }

    PickResult pick(PickSubchannelArgs args) {
        return picker.pickSubchannel(args);
    }

    @Override
    public LoadBalancer.Subchannel createSubchannel(LoadBalancer.CreateSubchannelArgs args) {
        FakeSubchannel made = new FakeSubchannel(args.getAddresses());
        subchannels.add(made);
        return made;
    }

    @Override
    public void updateBalancingState(ConnectivityState newState, SubchannelPicker newPicker) {
        states.add(newState);
        picker = newPicker;
    }

    @Override
    public SynchronizationContext getSynchronizationContext() {
        return context;
    }

    @Override
    public String getChannelTarget() {
        return World.ORDERS;
    }

    @Override
    public String getAuthority() {
        return "orders.shop.svc";
    }

    @Override
    public ManagedChannel createOobChannel(EquivalentAddressGroup addresses, String authority) {
        // A balancer must not open a channel besides its subchannels: ours fails its test if it does.
        throw new UnsupportedOperationException("createOobChannel for " + authority);
    }

    /** A connection that is up when a test says so. */
    final class FakeSubchannel extends LoadBalancer.Subchannel {
        private final List<EquivalentAddressGroup> addresses;
        private LoadBalancer.SubchannelStateListener listener = state -> {};
        boolean shutDown;

        FakeSubchannel(List<EquivalentAddressGroup> addresses) {
            this.addresses = addresses;
        }

        void connect() {
            context.execute(
                    () -> listener.onSubchannelState(ConnectivityStateInfo.forNonError(ConnectivityState.READY)));
        }

        void goAway() {
            context.execute(
                    () -> listener.onSubchannelState(ConnectivityStateInfo.forNonError(ConnectivityState.IDLE)));
        }

        void fail(String why) {
            context.execute(() -> listener.onSubchannelState(
                    ConnectivityStateInfo.forTransientFailure(Status.UNAVAILABLE.withDescription(why))));
        }

        @Override
        public void start(LoadBalancer.SubchannelStateListener stateListener) {
            listener = stateListener;
        }

        @Override
        public void shutdown() {
            shutDown = true;
        }

        @Override
        public void requestConnection() {}

        @Override
        public List<EquivalentAddressGroup> getAllAddresses() {
            return addresses;
        }

        @Override
        public Attributes getAttributes() {
            return Attributes.EMPTY;
        }
    }
}
