package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Watches the EndpointSlices and the Service of what is asked for. Needs get, list and watch on {@code endpointslices} and
 * {@code services} in the Services' namespaces, and nothing else.
 *
 * <p>Subscribers of one Service, whatever its port, share two streams, which end with the last of them. Listeners are called
 * on the scheduler. Safe for use by several threads; nothing blocks.
 */
public final class KubernetesResolver implements Resolver {
    private final WatchContext context;
    private final ApiThreads threads;
    private final ApiSource slices;
    private final ApiSource endpoints;
    private final AtomicReference<@Nullable NodeZone> zone = new AtomicReference<>();
    private volatile boolean closed;

    KubernetesResolver(
            ClusterConfig cluster,
            KubernetesOptions options,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random) {
        threads = new ApiThreads();
        ClusterConfig bounded = new BoundedConfig(cluster);
        Links links = new Links(() -> new HttpApiLink(bounded, options.connectTimeout(), threads.executor()), ticker);
        context = new WatchContext(links, scheduler, ticker, random, options, bounded::isOutside);
        Streams streams = new Streams(context);
        slices = new ApiSource(context, streams, EndpointKind.SLICES);
        endpoints = new ApiSource(context, streams, EndpointKind.ENDPOINTS);
    }

    /**
     * A resolver that finds its cluster by itself, with the first subscription: by the kubeconfig of the options, else the
     * first readable of those that {@code KUBECONFIG} names, else as a pod by its service account, if its token can be read, else by
     * {@code ~/.kube/config}. Without any, subscribers hear {@link Resolution.Failed.Kind#ABSENT} with what was looked for.
     *
     * @param scheduler on which listeners are called; stays the caller's, and is closed after the resolver
     * @param random spreads the work of many clients over time; used by tasks of the scheduler only
     */
    public static KubernetesResolver create(
            KubernetesOptions options, Scheduler scheduler, Ticker ticker, RandomGenerator random) {
        ClusterConfig found = new FoundConfig(options.kubeconfig(), Surroundings.ofProcess());
        return new KubernetesResolver(found, options, scheduler, ticker, random);
    }

    /**
     * The same for a cluster that the caller's own configuration describes; it is copied whenever a connection is made.
     *
     * @param config of the fabric8 client; its timeouts and retries do not count
     */
    public static KubernetesResolver of(
            Config config, KubernetesOptions options, Scheduler scheduler, Ticker ticker, RandomGenerator random) {
        return new KubernetesResolver(() -> config, options, scheduler, ticker, random);
    }

    @Override
    public String source() {
        return slices.source();
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        NodeZone unasked = zone.getAndSet(null);
        if (unasked != null) {
            context.scheduler().execute(unasked::ask);
        }
        return slices.subscribe(service, listener);
    }

    /**
     * Has the API server asked in which zone a node is, once anybody follows a Service. Needs get on Nodes; without it the answer is
     * that, and no more is made of it.
     *
     * @param node the node's name
     * @param heard told the zone, or an empty text and why there is none; on the scheduler, at most once
     */
    public void findZone(String node, BiConsumer<String, String> heard) {
        zone.set(new NodeZone(context, node, heard, () -> closed));
    }

    /**
     * The legacy Endpoints of the same cluster as a source of its own, {@code endpoints}, over the same connections. Needs get, list and
     * watch on {@code endpoints} and {@code services}. For a Service that {@code this} follows too, as the source before it, Endpoints are
     * read only where its slices are forbidden or not served; else at once.
     *
     * @return the source; closing it closes this resolver, and the other way round
     */
    public Resolver endpoints() {
        return new EndpointsSource(slices, endpoints, context.scheduler(), this::close);
    }

    @Override
    public void close() {
        closed = true;
        // At once and from this thread: whoever closes us may close the scheduler next.
        context.links().close();
        threads.close();
        slices.close();
        endpoints.close();
    }
}
