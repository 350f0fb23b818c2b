package io.fairlead.grpc;

import io.fairlead.internal.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the options of a {@link FairleadNameResolverProvider}. Not safe for use by several threads. */
public final class FairleadNameResolverProviderBuilder {
    private static final Duration LONGEST_HEDGE = Duration.ofHours(1);

    private final DiscoveryShare share;
    private final List<MethodName> idempotent = new ArrayList<>();
    private String scheme = FairleadNameResolverProvider.SCHEME;
    private Optional<String> authority = Optional.empty();
    private Optional<String> policy = Optional.empty();
    private Optional<Duration> attemptTimeout = Optional.empty();
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
     * defaultLoadBalancingPolicy}. Without it, those hold, and {@link #policy}, {@link #idempotent} and {@link #perAttemptTimeout}
     * have no effect. Default true.
     */
    public FairleadNameResolverProviderBuilder serviceConfig(boolean value) {
        serviceConfig = value;
        return this;
    }

    /**
     * Methods that may be processed twice: an attempt that ended UNAVAILABLE or UNKNOWN is made again, as often and as soon as the
     * discovery's {@link io.fairlead.resilience.RetryConfig} says (gRPC makes five attempts at most) and within the retry budget.
     * Default none.
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

    /**
     * How long an attempt of an idempotent call may take before it is made again as well, elsewhere if the channel has a {@link
     * FairleadClientInterceptor}; the first answer counts. Greater than zero, at most an hour; default none. In place of retries with
     * backoff.
     */
    public FairleadNameResolverProviderBuilder perAttemptTimeout(Duration value) {
        Checks.positiveNanos(value, "perAttemptTimeout");
        Checks.check(value.compareTo(LONGEST_HEDGE) <= 0, "perAttemptTimeout", value, "at most " + LONGEST_HEDGE);
        attemptTimeout = Optional.of(value);
        return this;
    }

    /** The provider. */
    public FairleadNameResolverProvider build() {
        return FairleadNameResolverProvider.create(
                scheme, share, new ResolverOptions(authority, policy, serviceConfig, idempotent, attemptTimeout));
    }
}
