package io.fairlead.grpc;

import io.fairlead.EndpointGroup;
import io.fairlead.GroupState;
import io.fairlead.Problem;
import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.ServiceRef;
import io.grpc.Attributes;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a channel what the discovery knows of a Service, as it becomes known. All methods run in the channel's synchronization context,
 * save for the authority, which is asked for before.
 */
final class FairleadNameResolver extends NameResolver {
    private static final Logger log = LoggerFactory.getLogger(FairleadNameResolver.class);

    private final Target target;
    private final ResolverOptions options;
    private final DiscoveryShare share;
    private final Args args;
    private @Nullable ServiceDiscovery discovery;
    private @Nullable EndpointGroup followed;
    private EndpointGroup.@Nullable Interest interest;
    private @Nullable Listener2 listener;
    private @Nullable GroupState told;

    FairleadNameResolver(Target target, ResolverOptions options, DiscoveryShare share, Args args) {
        this.target = target;
        this.options = options;
        this.share = share;
        this.args = args;
    }

    @Override
    public String getServiceAuthority() {
        return options.authority().orElseGet(() -> fullReference().dnsName());
    }

    @Override
    public void start(Listener2 newListener) {
        listener = newListener;
        EndpointGroup group = group();
        if (again().hedgeAfter().isPresent() && options.idempotent().isEmpty()) {
            log.info(
                    "{}: hedging is set and no method of this channel is idempotent, so none is hedged: declare some by "
                            + "FairleadNameResolverProvider.builder().idempotent(...)",
                    group.service());
        }
        interest = group.subscribe(state -> args.getSynchronizationContext().execute(() -> tell(state)));
        // Who subscribes to a closed discovery hears nothing. Looked at afterwards, so that no end slips in between.
        GroupState now = group.state();
        if (isEnd(now)) {
            tell(now);
        }
    }

    /** Follows the Service already: all that a doubt can do is make the source look soon. */
    @Override
    public void refresh() {
        group().suspect();
        GroupState last = told;
        if (last != null && last.usable().isEmpty()) {
            told = null;
            tell(last);
        }
    }

    @Override
    public void shutdown() {
        listener = null;
        EndpointGroup.Interest current = interest;
        if (current != null) {
            current.close();
            interest = null;
        }
        ServiceDiscovery taken = discovery;
        if (taken != null && share.giveBack()) {
            taken.close();
        }
        discovery = null;
        followed = null;
    }

    // A reference without namespace means this process's own, which the discovery knows.
    private ServiceRef fullReference() {
        ServiceRef service = target.service();
        return service.namespace().isEmpty() ? group().service() : service;
    }

    private EndpointGroup group() {
        EndpointGroup current = followed;
        if (current == null) {
            ServiceDiscovery taken = share.take().get();
            discovery = taken;
            current = taken.group(target.service());
            followed = current;
        }
        return current;
    }

    private void tell(GroupState state) {
        Listener2 current = listener;
        GroupState last = told;
        // Nothing comes after the end, save what was on its way.
        if (current == null || (last != null && (isEnd(last) || saysTheSame(last, state)))) {
            return;
        }
        told = state;
        if (state.usable().isEmpty()) {
            tellProblem(current, state);
        } else {
            Status unused = current.onResult2(result(policy(), state.usable(), attributes()));
        }
    }

    private static boolean isEnd(GroupState state) {
        return state.problem().orElse(null) instanceof Problem.Closed;
    }

    private static boolean saysTheSame(GroupState last, GroupState next) {
        return last.usable().equals(next.usable())
                && affinity(last).equals(affinity(next))
                && last.problem().map(Problem::message).equals(next.problem().map(Problem::message));
    }

    private static Optional<Duration> affinity(GroupState state) {
        return state.snapshot().flatMap(EndpointSnapshot::sessionAffinity);
    }

    /**
     * An error alone would leave the channel with the addresses it had, and most policies would go on calling them, so an empty set says
     * it. Foreign policies that have connections ignore even that, as grpc's round_robin does: ours takes their place for as long as it
     * lasts, where the service config is ours to give.
     */
    private void tellProblem(Listener2 current, GroupState state) {
        Status status = Status.UNAVAILABLE.withDescription(
                state.problem().map(Problem::message).orElse(""));
        Attributes attributes =
                attributes().toBuilder().set(FairleadAttributes.PROBLEM, status).build();
        Status accepted = current.onResult2(result(FairleadLoadBalancerProvider.POLICY, List.of(), attributes));
        if (!accepted.isOk()) {
            current.onError(status);
        }
    }

    private ResolutionResult result(String policy, List<Endpoint> endpoints, Attributes attributes) {
        ResolutionResult.Builder result = ResolutionResult.newBuilder()
                .setAddressesOrError(StatusOr.fromValue(
                        endpoints.stream().map(FairleadAttributes::addresses).toList()))
                .setAttributes(attributes);
        if (options.serviceConfig()) {
            result.setServiceConfig(args.getServiceConfigParser()
                    .parseServiceConfig(ServiceConfigs.of(policy, policy(), options, again())));
        }
        return result.build();
    }

    private Again again() {
        return Again.of(group().retry(), group().hedging());
    }

    private String policy() {
        return target.policy().or(options::policy).orElse(FairleadLoadBalancerProvider.POLICY);
    }

    private Attributes attributes() {
        return Attributes.newBuilder().set(FairleadAttributes.GROUP, group()).build();
    }

    @Override
    public String toString() {
        return "Fairlead's resolver of " + Objects.toString(target.service());
    }
}
