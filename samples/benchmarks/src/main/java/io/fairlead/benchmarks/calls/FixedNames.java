package io.fairlead.benchmarks.calls;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** A resolver that knows some addresses, and all of them from the start. */
final class FixedNames extends NameResolverProvider {
    private final List<EquivalentAddressGroup> addresses;

    FixedNames(int[] ports) {
        addresses = Arrays.stream(ports)
                .mapToObj(port ->
                        new EquivalentAddressGroup(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .toList();
    }

    @Override
    public String getDefaultScheme() {
        return "fixed";
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new NameResolver() {
            @Override
            public String getServiceAuthority() {
                return "orders";
            }

            @Override
            public void start(Listener2 listener) {
                listener.onResult(ResolutionResult.newBuilder()
                        .setAddressesOrError(StatusOr.fromValue(addresses))
                        .build());
            }

            @Override
            public void shutdown() {
                // Nothing is held.
            }
        };
    }
}
