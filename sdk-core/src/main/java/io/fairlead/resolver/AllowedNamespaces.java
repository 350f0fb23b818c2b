package io.fairlead.resolver;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Checks;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Sources that are asked about Services of some namespaces only. One of another namespace is {@link
 * Resolution.NotFound.Reason#NAMESPACE_NOT_ALLOWED} at once: nothing is asked, looked up or kept.
 */
public final class AllowedNamespaces implements Resolver {
    private final Resolver sources;
    private final Set<String> namespaces;

    private AllowedNamespaces(Resolver sources, Set<String> namespaces) {
        this.sources = sources;
        this.namespaces = namespaces;
    }

    /**
     * Limits these sources.
     *
     * @param sources closed with this
     * @param namespaces at least one, each as it is written in a reference: exactly these, no patterns
     */
    public static AllowedNamespaces of(Collection<String> namespaces, Resolver sources) {
        return new AllowedNamespaces(sources, checked(namespaces));
    }

    /**
     * The names in order.
     *
     * @throws IllegalArgumentException if there is none, or one that no namespace can have
     */
    public static Set<String> checked(Collection<String> namespaces) {
        Checks.check(!namespaces.isEmpty(), "allowedNamespaces", namespaces, "at least one");
        for (String namespace : namespaces) {
            // An empty one would be the caller's own, whichever that is.
            Checks.check(!namespace.isEmpty(), "allowedNamespaces", namespaces, "no empty name");
            ServiceRef unused = ServiceRef.of("any", namespace);
        }
        return new TreeSet<>(namespaces);
    }

    @Override
    public String source() {
        return sources.source();
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        if (namespaces.contains(service.namespace())) {
            return sources.subscribe(service, listener);
        }
        listener.accept(new Resolution.NotFound(
                Resolution.NotFound.Reason.NAMESPACE_NOT_ALLOWED,
                service + " is in namespace " + service.namespace() + ", and this discovery is limited to "
                        + String.join(", ", namespaces) + ": ask for a Service of these, or add the namespace to the "
                        + "builder's allowedNamespaces()"));
        return Subscription.constant(
                "no source is asked: the discovery is limited to the namespaces " + String.join(", ", namespaces));
    }

    @Override
    public void close() {
        sources.close();
    }
}
