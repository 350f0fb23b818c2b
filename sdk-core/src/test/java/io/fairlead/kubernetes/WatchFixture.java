package io.fairlead.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.fairlead.testkit.Verb;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An embedded API server with one Service, a resolver that watches it, and what it told. */
final class WatchFixture implements AutoCloseable {
    static final ServiceManifest SERVICE =
            ServiceManifest.named("orders").namespace("shop").port("http", 80).clusterIp("10.96.0.7");
    static final SliceManifest SLICE =
            SliceManifest.of("orders", "orders-a").namespace("shop").port("http", 8080);
    static final ServiceRef REF = ServiceRef.parse("orders.shop:http");

    final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    final Scheduler scheduler = Scheduler.daemonThread("watch-test");
    final List<Resolution> heard = new CopyOnWriteArrayList<>();
    private final Heard told = new Heard(heard);
    final KubernetesResolver resolver;

    WatchFixture() {
        this(options -> {});
    }

    WatchFixture(Consumer<KubernetesOptions.Builder> options) {
        KubernetesOptions.Builder builder = KubernetesOptions.builder();
        options.accept(builder);
        resolver = KubernetesResolver.of(
                Config.fromKubeconfig(api.kubeconfig()),
                builder.build(),
                scheduler,
                Ticker.system(),
                new SplittableRandom(1));
    }

    /** Creates the Service with these ready pods and follows it until it is watched. */
    Resolver.Subscription watched(String... addresses) {
        api.apply(SERVICE, SLICE.ready(addresses));
        Resolver.Subscription subscription = resolver.subscribe(REF, heard::add);
        awaitAddresses(addresses);
        await().until(() -> api.openWatches() == 2);
        return subscription;
    }

    void awaitAddresses(String... addresses) {
        told.awaitAddresses(addresses);
    }

    /** See {@link Heard#addresses()}. */
    List<String> addresses() {
        return told.addresses();
    }

    EndpointSnapshot snapshot() {
        return ((Resolution.Resolved) heard.get(heard.size() - 1)).snapshot();
    }

    Resolution.Failed awaitFailure(Resolution.Failed.Kind kind) {
        return told.awaitFailure(kind);
    }

    int lists() {
        return api.requests().count(Verb.LIST, Resource.ENDPOINT_SLICES);
    }

    int watches() {
        return api.requests().count(Verb.WATCH, Resource.ENDPOINT_SLICES);
    }

    @Override
    public void close() {
        resolver.close();
        scheduler.close();
        api.close();
    }
}
