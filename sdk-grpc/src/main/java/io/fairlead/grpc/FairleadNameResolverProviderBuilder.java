package io.fairlead.grpc;

import io.fairlead.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the options of a {@link FairleadNameResolverProvider}. Not safe for use by several threads. */
public final class FairleadNameResolverProviderBuilder {
    private final DiscoveryShare share;
    private final List<MethodName> idempotent = new ArrayList<>();
    private String scheme = FairleadNameResolverProvider.SCHEME;
    private Optional<String> authority = Optional.empty();
    private Optional<String> policy = Optional.empty();
    private boolean serviceConfig = true;

    FairleadNameResolverProviderBuilder(DiscoveryShare share) {
        this.share = share;
    }

    /** The scheme of the targets; default {@code kubernetes}. A provider has one: {@code k8s} takes another provider. */
    public FairleadNameResolverProviderBuilder scheme(String value) {
        Checks.check(value.matches("[a-z][a-z0-9+.-]*"), "scheme", value, "lower-case letters, digits, + . -");
        scheme = value;
        return this;
    }

    /**
     * The authority of all channels, which certificates are checked against; a channel's own {@code overrideAuthority} goes before
     * it. Default: the Service's name, {@code orders.shop.svc}.
     */
    public FairleadNameResolverProviderBuilder authority(String value) {
        Checks.check(!value.isEmpty(), "authority", value, "a host name");
        authority = Optional.of(value);
        return this;
    }

    /** The balancing policy; a target's {@code ?policy=} goes before it. Default {@code fairlead}. */
    public FairleadNameResolverProviderBuilder policy(String value) {
        Checks.check(!value.isEmpty(), "policy", value, "the name of a policy, such as round_robin");
        policy = Optional.of(value);
        return this;
    }

    /**
     * Whether the resolver returns a service config, which replaces the channel's {@code defaultServiceConfig} and {@code
     * defaultLoadBalancingPolicy}. Without it, those hold, and {@link #policy} and {@link #idempotent}
     * have no effect. Default true.
     */
    public FairleadNameResolverProviderBuilder serviceConfig(boolean value) {
        serviceConfig = value;
        return this;
    }

    /**
     * Methods that may be processed twice: an attempt that ended UNAVAILABLE or UNKNOWN is made again, as often and as soon as the
     * discovery's {@link io.fairlead.resilience.RetryConfig} says (gRPC makes five attempts at most) and within the retry budget. With
     * its {@code attemptTimeout}, or {@link io.fairlead.resilience.HedgingConfig}, an attempt that takes so long is made elsewhere as
     * well, in place of that. Default none.
     *
     * @param methods full names such as {@code grpc.health.v1.Health/Check}
     */
    public FairleadNameResolverProviderBuilder idempotent(String... methods) {
        for (String method : methods) {
            idempotent.add(MethodName.ofMethod(method));
        }
        return this;
    }

    /**
     * The same of all methods of a service.
     *
     * @param services full names such as {@code grpc.health.v1.Health}
     */
    public FairleadNameResolverProviderBuilder idempotentService(String... services) {
        for (String service : services) {
            idempotent.add(MethodName.ofService(service));
        }
        return this;
    }

    /** The provider. */
    public FairleadNameResolverProvider build() {
        return FairleadNameResolverProvider.create(
                scheme, share, new ResolverOptions(authority, policy, serviceConfig, idempotent));
    }
}
