package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Checks;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    // Touched by tasks of the scheduler only.
    private final Map<ServiceName, WatchedService> services = new HashMap<>();
    private volatile boolean closed;

    private KubernetesResolver(
            ClusterConfig cluster,
            KubernetesOptions options,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random) {
        threads = new ApiThreads();
        ClusterConfig bounded = new BoundedConfig(cluster);
        Links links = new Links(() -> new HttpApiLink(bounded, options.connectTimeout(), threads.executor()), ticker);
        context = new WatchContext(links, scheduler, ticker, random, options);
    }

    /**
     * A resolver that finds its cluster by itself, with the first subscription: by the kubeconfig of the options, else those
     * that {@code KUBECONFIG} names, else as a pod by its service account, if its token can be read, else by
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
        return EndpointMapping.SOURCE;
    }

    @Override
    public Resolver.Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        Checks.check(!service.namespace().isEmpty(), "service", service, "a reference with its namespace");
        WatchSubscription subscription = new WatchSubscription(service, listener);
        context.scheduler().execute(subscription::begin);
        return subscription;
    }

    @Override
    public void close() {
        closed = true;
        // At once and from this thread: whoever closes us may close the scheduler next.
        context.links().close();
        threads.close();
        context.scheduler().execute(() -> {
            services.values().forEach(WatchedService::end);
            services.clear();
        });
    }

    private final class WatchSubscription implements Resolver.Subscription {
        private final ServiceRef ref;
        private final Consumer<Resolution> listener;
        private final long begunNanos = context.ticker().nanos();
        private volatile @Nullable WatchedService service;
        private WatchedService.@Nullable Listening listening;
        private volatile boolean ended;

        WatchSubscription(ServiceRef ref, Consumer<Resolution> listener) {
            this.ref = ref;
            this.listener = listener;
        }

        void begin() {
            if (closed || ended) {
                return;
            }
            WatchedService found = services.get(ServiceName.of(ref));
            if (found == null) {
                found = new WatchedService(context, ServiceName.of(ref));
                services.put(ServiceName.of(ref), found);
                found.start();
            }
            service = found;
            listening = found.add(ref, resolution -> {
                if (!ended && !closed) {
                    listener.accept(resolution);
                }
            });
        }

        @Override
        public Duration age() {
            WatchedService known = service;
            return known == null ? Duration.ofNanos(context.ticker().nanos() - begunNanos) : known.age();
        }

        @Override
        public void suspect() {
            WatchedService known = service;
            if (known != null && !ended) {
                known.suspect();
            }
        }

        @Override
        public String reason() {
            WatchedService known = service;
            return known == null ? "the watch has not begun" : known.reason();
        }

        @Override
        public void close() {
            ended = true;
            context.scheduler().execute(this::end);
        }

        private void end() {
            WatchedService known = service;
            WatchedService.Listening heard = listening;
            listening = null;
            if (known != null && heard != null && known.remove(heard)) {
                services.remove(ServiceName.of(ref), known);
                known.end();
            }
        }
    }
}
