package io.fairlead.grpc;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one endpoint: wanted all the time, over whichever of its addresses works. In the channel's synchronization
 * context only.
 */
final class EndpointSubchannel {
    private final LoadBalancer.Subchannel subchannel;
    private final Consumer<EndpointSubchannel> changed;
    private EquivalentAddressGroup addresses;
    private boolean ready;
    private @Nullable Status failure;

    private EndpointSubchannel(
            LoadBalancer.Subchannel subchannel,
            EquivalentAddressGroup addresses,
            Consumer<EndpointSubchannel> changed) {
        this.subchannel = subchannel;
        this.addresses = addresses;
        this.changed = changed;
    }

    /**
     * Begins to connect.
     *
     * @param changed told when it became ready or failed
     */
    static EndpointSubchannel start(
            LoadBalancer.Helper helper, EquivalentAddressGroup addresses, Consumer<EndpointSubchannel> changed) {
        LoadBalancer.Subchannel subchannel = helper.createSubchannel(LoadBalancer.CreateSubchannelArgs.newBuilder()
                .setAddresses(addresses)
                .build());
        EndpointSubchannel started = new EndpointSubchannel(subchannel, addresses, changed);
        subchannel.start(started::stateChanged);
        subchannel.requestConnection();
        return started;
    }

    LoadBalancer.Subchannel subchannel() {
        return subchannel;
    }

    Endpoint endpoint() {
        return Objects.requireNonNull(addresses.getAttributes().get(FairleadAttributes.ENDPOINT), "endpoint");
    }

    EndpointKey key() {
        return endpoint().key();
    }

    boolean isReady() {
        return ready;
    }

    /** Why it is not connected, until it is; nothing while the first attempt to connect runs. */
    @Nullable
    Status failure() {
        return failure;
    }

    void update(EquivalentAddressGroup next) {
        if (!next.getAddresses().equals(addresses.getAddresses())) {
            subchannel.updateAddresses(List.of(next));
        }
        addresses = next;
    }

    void connect() {
        subchannel.requestConnection();
    }

    void shutdown() {
        subchannel.shutdown();
    }

    private void stateChanged(ConnectivityStateInfo info) {
        ConnectivityState state = info.getState();
        boolean wasReady = ready;
        ready = state == ConnectivityState.READY;
        if (ready) {
            failure = null;
        } else if (state == ConnectivityState.TRANSIENT_FAILURE) {
            // It stands until a connection does: calls must not wait for every new attempt to fail as well.
            failure = info.getStatus();
        } else if (state == ConnectivityState.IDLE) {
            subchannel.requestConnection();
        }
        if (wasReady || ready || state == ConnectivityState.TRANSIENT_FAILURE) {
            changed.accept(this);
        }
    }
}
