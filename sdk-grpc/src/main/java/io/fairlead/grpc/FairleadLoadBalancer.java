package io.fairlead.grpc;

import io.fairlead.EndpointGroup;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One subchannel for each endpoint, all of them connected all the time, and a picker over those that are. Called in the channel's
 * synchronization context only.
 */
final class FairleadLoadBalancer extends LoadBalancer {
    private final Helper helper;
    private final StreamScope scope = new StreamScope();
    private Map<EndpointKey, EndpointSubchannel> subchannels = Map.of();
    private @Nullable EndpointGroup group;
    private boolean deniedRetryEndsCall;
    private boolean publishing;
    private @Nullable Status problem;
    private @Nullable EndpointSubchannel lastFailed;
    private @Nullable ReadyPicker published;

    FairleadLoadBalancer(Helper helper) {
        this.helper = helper;
    }

    @Override
    public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
        EndpointGroup source = resolved.getAttributes().get(FairleadAttributes.GROUP);
        Map<EndpointKey, EquivalentAddressGroup> addresses = byKey(resolved.getAddresses());
        if (source == null || addresses == null) {
            Status foreign = Status.UNAVAILABLE.withDescription(
                    "The policy fairlead was given addresses of another name "
                            + "resolver, for target " + helper.getChannelTarget()
                            + ": use a target such as kubernetes:///orders.shop:grpc, or another policy such as round_robin");
            group = null;
            List<EndpointSubchannel> all = List.copyOf(subchannels.values());
            subchannels = Map.of();
            lastFailed = null;
            fail(foreign);
            all.forEach(EndpointSubchannel::shutdown);
            return foreign;
        }
        group = source;
        configure(resolved.getLoadBalancingPolicyConfig());
        problem = resolved.getAttributes().get(FairleadAttributes.PROBLEM);
        List<EndpointSubchannel> removed = retain(source, addresses);
        publish();
        // After the picker that no longer knows them. Their running calls end as they will.
        removed.forEach(EndpointSubchannel::shutdown);
        return Status.OK;
    }

    @Override
    public void handleNameResolutionError(Status error) {
        if (subchannels.isEmpty()) {
            fail(error);
        }
    }

    @Override
    public void requestConnection() {
        subchannels.values().forEach(EndpointSubchannel::connect);
    }

    @Override
    public void shutdown() {
        scope.end();
        subchannels.values().forEach(EndpointSubchannel::shutdown);
        subchannels = Map.of();
        group = null;
    }

    /** The addresses by endpoint, or nothing if one of them is not from our resolver. */
    private static @Nullable Map<EndpointKey, EquivalentAddressGroup> byKey(List<EquivalentAddressGroup> groups) {
        Map<EndpointKey, EquivalentAddressGroup> byKey = new LinkedHashMap<>();
        for (EquivalentAddressGroup addresses : groups) {
            Endpoint endpoint = addresses.getAttributes().get(FairleadAttributes.ENDPOINT);
            if (endpoint == null) {
                return null;
            }
            byKey.put(endpoint.key(), addresses);
        }
        return byKey;
    }

    /** Makes the subchannels those of the addresses; who stays keeps its connection. Returns those that have to go. */
    private List<EndpointSubchannel> retain(EndpointGroup source, Map<EndpointKey, EquivalentAddressGroup> addresses) {
        Map<EndpointKey, EndpointSubchannel> before = new HashMap<>(subchannels);
        Map<EndpointKey, EndpointSubchannel> next = new LinkedHashMap<>();
        addresses.forEach((key, endpoint) -> {
            EndpointSubchannel known = before.remove(key);
            if (known == null) {
                next.put(key, EndpointSubchannel.start(helper, source, endpoint, scope, this::stateChanged));
            } else {
                known.update(source, endpoint);
                next.put(key, known);
            }
        });
        subchannels = next;
        if (lastFailed != null && !next.containsValue(lastFailed)) {
            lastFailed = null;
        }
        return List.copyOf(before.values());
    }

    private void stateChanged(EndpointSubchannel subchannel) {
        EndpointGroup current = group;
        if (current == null || subchannels.get(subchannel.key()) != subchannel) {
            return;
        }
        if (subchannel.failure() != null) {
            lastFailed = subchannel;
            current.suspect();
        }
        publishSoon();
    }

    /** Once for all that the synchronization context holds now: when many connect together, each would make a picker. */
    private void publishSoon() {
        if (!publishing) {
            publishing = true;
            helper.getSynchronizationContext().execute(() -> {
                publishing = false;
                publish();
            });
        }
    }

    private void publish() {
        EndpointGroup current = group;
        if (current == null) {
            return;
        }
        List<EndpointSubchannel> ready = new ArrayList<>(subchannels.size());
        boolean connecting = false;
        for (EndpointSubchannel subchannel : subchannels.values()) {
            if (subchannel.isReady()) {
                ready.add(subchannel);
            }
            connecting |= subchannel.failure() == null;
        }
        if (!ready.isEmpty()) {
            publishReady(current, ready);
        } else if (connecting) {
            published = null;
            helper.updateBalancingState(ConnectivityState.CONNECTING, new FixedResultPicker(PickResult.withNoResult()));
        } else if (problem != null) {
            fail(new ProblemPicker(problem, deniedRetryEndsCall));
        } else {
            fail(noneConnected(current));
        }
    }

    private void publishReady(EndpointGroup current, List<EndpointSubchannel> ready) {
        ReadyPicker before = published;
        if (before == null || !before.isOver(current, ready, deniedRetryEndsCall)) {
            ReadyPicker next = new ReadyPicker(current, ready, deniedRetryEndsCall);
            published = next;
            helper.updateBalancingState(ConnectivityState.READY, next);
        }
    }

    private void configure(@Nullable Object config) {
        PolicyConfig known = config instanceof PolicyConfig given ? given : PolicyConfig.NONE;
        deniedRetryEndsCall = known.deniedRetryEndsCall();
        scope.hedgeAfter(known.hedgeAfter());
    }

    private void fail(Status status) {
        fail(new FixedResultPicker(PickResult.withError(status)));
    }

    private void fail(SubchannelPicker picker) {
        published = null;
        helper.updateBalancingState(ConnectivityState.TRANSIENT_FAILURE, picker);
    }

    private Status noneConnected(EndpointGroup current) {
        int count = subchannels.size();
        String counted =
                current.service() + ": " + count + (count == 1 ? " endpoint" : " endpoints") + ", none connected";
        EndpointSubchannel last = lastFailed;
        Status failure = last == null ? null : last.failure();
        if (last == null || failure == null) {
            return Status.UNAVAILABLE.withDescription(counted);
        }
        String text = counted + "; last: " + last.endpoint().hostPort() + ": " + Statuses.text(failure);
        return Status.UNAVAILABLE.withDescription(text).withCause(failure.getCause());
    }
}
