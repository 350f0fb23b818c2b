package io.fairlead.grpc;

import io.fairlead.EndpointGroup;
import io.fairlead.EndpointPicker;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.PickResult;
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
    private final StreamScope scope;
    private EquivalentAddressGroup addresses;
    private EndpointGroup group;
    private Results results;
    private boolean ready;
    private @Nullable Status failure;

    private EndpointSubchannel(
            LoadBalancer.Subchannel subchannel,
            EndpointGroup group,
            EquivalentAddressGroup addresses,
            StreamScope scope,
            Consumer<EndpointSubchannel> changed) {
        this.subchannel = subchannel;
        this.group = group;
        this.addresses = addresses;
        this.scope = scope;
        this.changed = changed;
        this.results = newResults();
    }

    /** What picks of it give, by the kind of the method. */
    private record Results(PickResult ofUnary, PickResult ofStream) {}

    /**
     * Begins to connect.
     *
     * @param group whose load and budget its streams count in
     * @param changed told when it became ready or failed
     */
    static EndpointSubchannel start(
            LoadBalancer.Helper helper,
            EndpointGroup group,
            EquivalentAddressGroup addresses,
            StreamScope scope,
            Consumer<EndpointSubchannel> changed) {
        LoadBalancer.Subchannel subchannel = helper.createSubchannel(LoadBalancer.CreateSubchannelArgs.newBuilder()
                .setAddresses(addresses)
                .build());
        EndpointSubchannel started = new EndpointSubchannel(subchannel, group, addresses, scope, changed);
        subchannel.start(started::stateChanged);
        subchannel.requestConnection();
        return started;
    }

    /** What a pick of it gives, the same object as long as its endpoint is: pickers come and go with every connection. */
    PickResult result(boolean unary) {
        return unary ? results.ofUnary() : results.ofStream();
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

    void update(EndpointGroup nextGroup, EquivalentAddressGroup next) {
        boolean sameName = Objects.equals(authority(next), authority(addresses));
        if (!sameName || !next.getAddresses().equals(addresses.getAddresses())) {
            subchannel.updateAddresses(List.of(next));
        }
        Endpoint before = endpoint();
        EndpointGroup groupBefore = group;
        addresses = next;
        group = nextGroup;
        if (group != groupBefore || !endpoint().equals(before)) {
            results = newResults();
        }
    }

    private static @Nullable String authority(EquivalentAddressGroup group) {
        return group.getAttributes().get(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE);
    }

    private Results newResults() {
        EndpointPicker alone = group.pickerOver(List.of(endpoint()));
        return new Results(newResult(alone, true), newResult(alone, false));
    }

    private PickResult newResult(EndpointPicker alone, boolean unary) {
        StreamTracers tracers =
                new StreamTracers(group.retryBudget(), alone, endpoint().key(), unary, scope);
        return PickResult.withSubchannel(subchannel, tracers);
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
