package io.fairlead.grpc;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import java.util.Map;

/**
 * The policy {@code fairlead}: a connection to each endpoint, and the discovery's own policy to choose among those that are up. gRPC
 * finds it by itself; a channel with {@link FairleadNameResolverProvider} uses it unless told otherwise. Its JSON configuration has
 * no options yet: {@code {"fairlead": {}}}.
 */
public final class FairleadLoadBalancerProvider extends LoadBalancerProvider {
    static final String POLICY = "fairlead";
    private static final int USUAL_PRIORITY = 5;

    /** For the service loader, and for a registry of one's own. */
    public FairleadLoadBalancerProvider() {}

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return USUAL_PRIORITY;
    }

    @Override
    public String getPolicyName() {
        return POLICY;
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        return new FairleadLoadBalancer(helper);
    }

    @Override
    public ConfigOrError parseLoadBalancingPolicyConfig(Map<String, ?> rawLoadBalancingPolicyConfig) {
        if (rawLoadBalancingPolicyConfig.isEmpty()) {
            return ConfigOrError.fromConfig(POLICY);
        }
        return ConfigOrError.fromError(Status.INVALID_ARGUMENT.withDescription("loadBalancingConfig of fairlead: "
                + rawLoadBalancingPolicyConfig + " (expected: {}, it has no options)"));
    }
}
