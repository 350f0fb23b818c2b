package io.fairlead.grpc;

import io.fairlead.ServiceDiscovery;
import io.grpc.LoadBalancerRegistry;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Uri;
import java.net.URI;

/**
 * Resolves targets such as {@code kubernetes:///orders.shop:grpc} by a {@link ServiceDiscovery}, and tells the channel to balance with
 * {@link FairleadLoadBalancerProvider}.
 *
 * <p>gRPC finds it by itself and lets it use {@link ServiceDiscovery#shared()}, for as long as a channel is in use. One with a discovery
 * or with options of its own is registered in a {@link io.grpc.NameResolverRegistry}, where it is
 * preferred to the one that is found. Targets without a scheme, {@code localhost:9090}, stay with dns.
 *
 * <p>Targets: {@code kubernetes:///orders.shop:grpc}, {@code kubernetes:///orders:50051} (the process's own namespace), the long forms
 * {@code kubernetes:///orders.shop.svc.cluster.local:grpc}, the namespace in front {@code kubernetes://shop/orders:grpc}, and
 * {@code kubernetes://orders.shop:50051}; each may end in {@code ?policy=round_robin}, a policy in place of ours. Any other is refused
 * with an {@link IllegalArgumentException} that names it.
 */
public final class FairleadNameResolverProvider extends NameResolverProvider {
    static final String SCHEME = "kubernetes";
    static final String SHORT_SCHEME = "k8s";
    // Below that of dns, 5: the scheme of a registry's first provider is the one of targets that name none.
    private static final int FOUND_PRIORITY = 3;
    private static final int CREATED_PRIORITY = 4;

    private final String scheme;
    private final int priority;
    private final DiscoveryShare share;
    private final ResolverOptions options;

    /** For the service loader: over the process's own discovery, with every option at its default. */
    public FairleadNameResolverProvider() {
        this(SCHEME);
    }

    FairleadNameResolverProvider(String scheme) {
        this(scheme, FOUND_PRIORITY, DiscoveryShare.ofProcess(), ResolverOptions.defaults());
    }

    private FairleadNameResolverProvider(String scheme, int priority, DiscoveryShare share, ResolverOptions options) {
        this.scheme = scheme;
        this.priority = priority;
        this.share = share;
        this.options = options;
    }

    /**
     * A provider over a discovery, with every option at its default.
     *
     * @param discovery stays the caller's to close, after the channels
     */
    public static FairleadNameResolverProvider create(ServiceDiscovery discovery) {
        return builder(discovery).build();
    }

    /**
     * Collects options.
     *
     * @param discovery stays the caller's to close, after the channels
     */
    public static FairleadNameResolverProviderBuilder builder(ServiceDiscovery discovery) {
        return new FairleadNameResolverProviderBuilder(DiscoveryShare.of(discovery));
    }

    /** Collects options of a provider over {@link ServiceDiscovery#shared()}, of which each channel in use holds a share. */
    public static FairleadNameResolverProviderBuilder builder() {
        return new FairleadNameResolverProviderBuilder(DiscoveryShare.ofProcess());
    }

    static FairleadNameResolverProvider create(String scheme, DiscoveryShare share, ResolverOptions options) {
        return new FairleadNameResolverProvider(scheme, CREATED_PRIORITY, share, options);
    }

    @Override
    public NameResolver newNameResolver(URI targetUri, NameResolver.Args args) {
        return resolver(Target.parse(targetUri), args);
    }

    @Override
    public NameResolver newNameResolver(Uri targetUri, NameResolver.Args args) {
        return resolver(Target.parse(targetUri), args);
    }

    private NameResolver resolver(Target target, NameResolver.Args args) {
        target.policy().or(options::policy).ifPresent(FairleadNameResolverProvider::checkPolicy);
        return new FairleadNameResolver(target, options, share, args);
    }

    // gRPC would say so with the first call only, and not what to do.
    private static void checkPolicy(String policy) {
        if (LoadBalancerRegistry.getDefaultRegistry().getProvider(policy) == null) {
            throw new IllegalArgumentException("policy: " + policy
                    + " (expected: a load-balancing policy that is registered with gRPC, such as round_robin; Fairlead's own are set by"
                    + " ServiceDiscovery.builder().balancer(...))");
        }
    }

    @Override
    public String getDefaultScheme() {
        return scheme;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return priority;
    }
}
