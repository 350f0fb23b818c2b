package io.fairlead.grpc;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Uri;
import java.net.URI;

/** {@link FairleadNameResolverProvider} for the scheme {@code k8s}: a provider has one scheme. For the service loader. */
public final class FairleadShortNameResolverProvider extends NameResolverProvider {
    private final FairleadNameResolverProvider provider =
            new FairleadNameResolverProvider(FairleadNameResolverProvider.SHORT_SCHEME);

    /** For the service loader. */
    public FairleadShortNameResolverProvider() {}

    @Override
    public NameResolver newNameResolver(URI targetUri, NameResolver.Args args) {
        return provider.newNameResolver(targetUri, args);
    }

    @Override
    public NameResolver newNameResolver(Uri targetUri, NameResolver.Args args) {
        return provider.newNameResolver(targetUri, args);
    }

    @Override
    public String getDefaultScheme() {
        return provider.getDefaultScheme();
    }

    @Override
    protected boolean isAvailable() {
        return provider.isAvailable();
    }

    @Override
    protected int priority() {
        return provider.priority();
    }
}
