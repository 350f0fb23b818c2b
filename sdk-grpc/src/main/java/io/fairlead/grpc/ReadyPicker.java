package io.fairlead.grpc;

import io.fairlead.CallRefusedException;
import io.fairlead.EndpointGroup;
import io.fairlead.EndpointPicker;
import io.fairlead.balancer.PickContext;
import io.fairlead.endpoint.Endpoint;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks among the subchannels that are connected, by the discovery's policy. Called by many threads, without locks; the pick of a first
 * attempt allocates nothing.
 *
 * <p>A pick may be thrown away without a word: the connection is gone meanwhile, or the call is. So nothing is counted here, the retry
 * budget is only looked at; the tracer of the stream counts, if there comes a stream.
 */
final class ReadyPicker extends SubchannelPicker {
    /**
     * Set by gRPC on every attempt but the first: how many came before, transparent retries not counted (gRFC A6). So a transparent
     * retry has the number of the attempt that it repeats.
     */
    static final Metadata.Key<String> PREVIOUS_ATTEMPTS =
            Metadata.Key.of("grpc-previous-rpc-attempts", Metadata.ASCII_STRING_MARSHALLER);

    private final EndpointGroup group;
    private final List<EndpointSubchannel> ready;
    private final List<Endpoint> endpoints;
    private final boolean deniedRetryEndsCall;
    private final boolean limited;
    private final EndpointPicker picker;
    private final PickResult[] ofUnary;
    private final PickResult[] ofStream;

    ReadyPicker(EndpointGroup group, List<EndpointSubchannel> ready, boolean deniedRetryEndsCall) {
        this.group = group;
        this.ready = List.copyOf(ready);
        this.endpoints = ready.stream().map(EndpointSubchannel::endpoint).toList();
        this.deniedRetryEndsCall = deniedRetryEndsCall;
        this.limited = group.isLimited();
        this.picker = group.pickerOver(endpoints);
        this.ofUnary = ready.stream().map(s -> s.result(true)).toArray(PickResult[]::new);
        this.ofStream = ready.stream().map(s -> s.result(false)).toArray(PickResult[]::new);
    }

    /** Whether a new picker over these would be the same. */
    boolean isOver(EndpointGroup otherGroup, List<EndpointSubchannel> others, boolean otherDeniedRetryEndsCall) {
        return group == otherGroup
                && deniedRetryEndsCall == otherDeniedRetryEndsCall
                && picker.isByCurrentPolicy()
                && ready.equals(others)
                && endpoints.equals(
                        others.stream().map(EndpointSubchannel::endpoint).toList());
    }

    @Override
    public PickResult pickSubchannel(PickSubchannelArgs args) {
        CallTries tries = args.getCallOptions().getOption(CallTries.KEY);
        String attempt = args.getHeaders().get(PREVIOUS_ATTEMPTS);
        if (attempt != null && !isAllowed(attempt, tries, args.getCallOptions().isWaitForReady())) {
            return denied(tries);
        }
        if (limited && tries != null) {
            try {
                tries.admit(group);
            } catch (CallRefusedException e) {
                return PickResult.withDrop(Status.UNAVAILABLE.withDescription(e.getMessage()));
            }
        }
        int index = picker.choose(tries == null ? PickContext.NONE : tries.known());
        boolean unary = args.getMethodDescriptor().getType() == MethodType.UNARY;
        return (unary ? ofUnary : ofStream)[index];
    }

    // A call that waits for ready is not told of an error of a pick: it would wait until the budget has recovered, even
    // when its earlier attempts have failed. So its hedge is made, and counted.
    private boolean isAllowed(String attempt, @Nullable CallTries tries, boolean waitForReady) {
        return (tries != null && tries.isCharged(attempt))
                || (waitForReady && !deniedRetryEndsCall)
                || group.retryBudget().hasRetry();
    }

    private PickResult denied(@Nullable CallTries tries) {
        String text = group.service() + ": not tried again, the retry budget of the Service is used up";
        Status before = tries == null ? null : tries.lastFailure();
        Status status = before == null
                ? Status.UNAVAILABLE.withDescription(text)
                : Statuses.ofPolicy(before).withDescription(Statuses.text(before) + "; " + text);
        // A drop ends the call. A hedge that is dropped would end it too, although an earlier attempt may yet be
        // answered, so that is only for those whose service config is known to make retries.
        return deniedRetryEndsCall ? PickResult.withDrop(status) : PickResult.withError(status);
    }

    @Override
    public String toString() {
        return "fairlead over " + endpoints.stream().map(Endpoint::hostPort).toList();
    }
}
