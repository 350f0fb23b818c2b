package io.fairlead.grpc;

import io.fairlead.EndpointGroup;
import io.fairlead.EndpointPicker;
import io.fairlead.balancer.Tried;
import io.fairlead.endpoint.Endpoint;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks among the subchannels that are connected, by the discovery's policy. Called by many threads, without locks; a pick allocates
 * nothing.
 *
 * <p>A pick may be thrown away without a word: the connection is gone meanwhile, or the call is. So nothing is counted here; the
 * tracer of the stream counts, if there comes a stream.
 */
final class ReadyPicker extends SubchannelPicker {
    /** Set by gRPC on every attempt but the first, transparent retries aside (gRFC A6). */
    static final Metadata.Key<String> PREVIOUS_ATTEMPTS =
            Metadata.Key.of("grpc-previous-rpc-attempts", Metadata.ASCII_STRING_MARSHALLER);

    private final EndpointGroup group;
    private final List<EndpointSubchannel> ready;
    private final List<Endpoint> endpoints;
    private final boolean hedging;
    private final EndpointPicker picker;
    private final PickResult[] ofOneAnswer;
    private final PickResult[] ofManyAnswers;

    ReadyPicker(EndpointGroup group, List<EndpointSubchannel> ready, boolean hedging) {
        this.group = group;
        this.ready = List.copyOf(ready);
        this.endpoints = ready.stream().map(EndpointSubchannel::endpoint).toList();
        this.hedging = hedging;
        this.picker = group.pickerOver(endpoints);
        this.ofOneAnswer = results(true);
        this.ofManyAnswers = results(false);
    }

    /** Whether a new picker over these would be the same. */
    boolean isOver(EndpointGroup otherGroup, List<EndpointSubchannel> others, boolean otherHedging) {
        return group == otherGroup
                && hedging == otherHedging
                && ready.equals(others)
                && endpoints.equals(
                        others.stream().map(EndpointSubchannel::endpoint).toList());
    }

    @Override
    public PickResult pickSubchannel(PickSubchannelArgs args) {
        CallTries tries = args.getCallOptions().getOption(CallTries.KEY);
        if (args.getHeaders().containsKey(PREVIOUS_ATTEMPTS)
                && !group.retryBudget().tryRetry()) {
            return denied(tries);
        }
        int index = picker.choose(tries == null ? Tried.NONE : tries);
        boolean oneAnswer = args.getMethodDescriptor().getType().serverSendsOneMessage();
        return (oneAnswer ? ofOneAnswer : ofManyAnswers)[index];
    }

    private PickResult[] results(boolean oneAnswer) {
        PickResult[] results = new PickResult[ready.size()];
        for (int i = 0; i < results.length; i++) {
            StreamTracers tracers = new StreamTracers(
                    group.retryBudget(), picker, i, endpoints.get(i).key(), oneAnswer);
            results[i] = PickResult.withSubchannel(ready.get(i).subchannel(), tracers);
        }
        return results;
    }

    private PickResult denied(@Nullable CallTries tries) {
        String before = tries == null ? "" : tries.lastFailure();
        Status status = Status.UNAVAILABLE.withDescription(group.service()
                + ": not tried again, the retry budget of the Service is used up"
                + (before.isEmpty() ? "" : "; the attempt before: " + before));
        // A dropped retry ends the call, which is what is wanted; a dropped hedge would end it too, although an earlier
        // attempt may
        // yet be answered.
        return hedging ? PickResult.withError(status) : PickResult.withDrop(status);
    }

    @Override
    public String toString() {
        return "fairlead over " + endpoints.stream().map(Endpoint::hostPort).toList();
    }
}
