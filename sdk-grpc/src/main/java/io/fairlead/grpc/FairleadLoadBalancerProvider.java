package io.fairlead.grpc;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import java.util.Map;

/**
 * The policy {@code fairlead}: a connection to each endpoint, and the discovery's own policy to choose among those that are up. gRPC
 * finds it by itself; a channel with {@link FairleadNameResolverProvider} uses it unless told otherwise.
 *
 * <p>Its JSON configuration, {@code {"fairlead": {}}}, is for service configs of one's own, since a policy cannot see what they say of
 * retries: {@code "deniedRetry": "drop"} lets a retry that the budget does not allow end its call, which suits a retryPolicy and never a
 * hedgingPolicy (default {@code "fail"}: that attempt alone fails); {@code "hedgingDelay": "0.2s"} repeats that of a hedgingPolicy, so that
 * an attempt cancelled because a later one was faster is taken for slow (default: it teaches nothing).
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
        try {
            return ConfigOrError.fromConfig(PolicyConfig.parse(rawLoadBalancingPolicyConfig));
        } catch (IllegalArgumentException e) {
            return ConfigOrError.fromError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).withCause(e));
        }
    }
}
