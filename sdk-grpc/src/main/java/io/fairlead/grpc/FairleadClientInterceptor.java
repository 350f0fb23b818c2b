package io.fairlead.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Lets the attempts of one call know of each other. Recommended: a load balancer sees each attempt alone, and only with this
 * interceptor
 *
 * <ul>
 *   <li>a retry or a hedge goes to an endpoint that the call has not tried yet, as long as there is one; else it is a fresh pick, which
 *       may meet the same endpoint again;
 *   <li>a call's {@link #CALL_KEY} is known to the policy;
 *   <li>the circuit breaker and the bulkhead of the Service, if the discovery has any, know of the call;
 *   <li>a retry that the budget does not allow ends the call with the code and the text of the attempt before; else with UNAVAILABLE;
 *   <li>attempts that gRPC repeats transparently count once in the budget;
 *   <li>with hedging on, a call that its caller cancels says nothing of the endpoint, however long it had waited;
 *   <li>{@code grpc-previous-rpc-attempts} that a caller forwards from a call it serves itself is taken off, which would make each first
 *       attempt look like a retry.
 * </ul>
 *
 * <p>Works with the policy {@code fairlead} only; one serves any number of channels.
 */
public final class FairleadClientInterceptor implements ClientInterceptor {
    /**
     * What a call has in common with others that should go to the same endpoint, for a discovery whose policy goes by it ({@link
     * io.fairlead.balancer.Balancer#consistentHash()}): {@code stub.withOption(FairleadClientInterceptor.CALL_KEY, "user-7")}.
     */
    public static final CallOptions.Key<String> CALL_KEY =
            CallOptions.Key.createWithDefault("io.fairlead.grpc.key", "");

    private FairleadClientInterceptor() {}

    /** The interceptor. */
    public static FairleadClientInterceptor create() {
        return new FairleadClientInterceptor();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        CallTries tries = new CallTries(options.getOption(CALL_KEY));
        ClientCall<Q, A> call = next.newCall(method, options.withOption(CallTries.KEY, tries));
        return new SimpleForwardingClientCall<>(call) {
            @Override
            public void start(Listener<A> responseListener, Metadata headers) {
                headers.discardAll(ReadyPicker.PREVIOUS_ATTEMPTS);
                super.start(new Closing<>(responseListener, tries), headers);
            }

            @Override
            public void cancel(@Nullable String message, @Nullable Throwable cause) {
                tries.cancelled();
                super.cancel(message, cause);
            }
        };
    }

    /** Tells when the call has an answer, and when it is over. */
    private static final class Closing<A> extends SimpleForwardingClientCallListener<A> {
        private final CallTries tries;

        Closing(ClientCall.Listener<A> listener, CallTries tries) {
            super(listener);
            this.tries = tries;
        }

        @Override
        public void onHeaders(Metadata headers) {
            tries.answered();
            super.onHeaders(headers);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            tries.closed(status);
            super.onClose(status, trailers);
        }
    }
}
