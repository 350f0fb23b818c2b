package io.fairlead.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;

/**
 * Lets the attempts of one call know of each other, so that a retry goes to an endpoint that the call has not tried yet, as long as
 * there is one. Optional: a load balancer sees each attempt alone, and without this interceptor a retry is a fresh pick, which may meet
 * the same endpoint again. Works with the policy {@code fairlead} only.
 */
public final class FairleadClientInterceptor implements ClientInterceptor {
    private FairleadClientInterceptor() {}

    /** The interceptor; one serves any number of channels. */
    public static FairleadClientInterceptor create() {
        return new FairleadClientInterceptor();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return next.newCall(method, options.withOption(CallTries.KEY, new CallTries()));
    }
}
