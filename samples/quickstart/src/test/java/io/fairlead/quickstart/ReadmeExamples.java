package io.fairlead.quickstart;

import io.fairlead.ServiceDiscovery;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.grpc.FairleadClientInterceptor;
import io.fairlead.grpc.FairleadNameResolverProvider;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.okhttp.FairleadInterceptor;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The README's examples, which have to compile; {@link DocumentationTest} sees that they are the same. */
final class ReadmeExamples {
    private ReadmeExamples() {}

    static int okhttp() throws IOException {
        ServiceDiscovery discovery = ServiceDiscovery.create();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(FairleadInterceptor.create(discovery))
                .build();
        try (Response response = client.newCall(
                        new Request.Builder().url("http://orders.shop/list").build())
                .execute()) {
            return response.code();
        }
    }

    static ManagedChannel grpc(ChannelCredentials credentials) {
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                .build();
        return channel;
    }

    static String any(ServiceDiscovery discovery) {
        String answer = discovery.group("orders.shop:http").call(endpoint -> ask(endpoint));
        return answer;
    }

    static void explain(ServiceDiscovery discovery) throws InterruptedException {
        discovery.group("orders.shop:http").awaitKnown(Duration.ofSeconds(10));
        System.out.println(discovery.explain("orders.shop:http"));
    }

    static ServiceDiscovery inTurn() {
        ServiceDiscovery discovery =
                ServiceDiscovery.builder().balancer(Balancer.roundRobin()).build();
        return discovery;
    }

    /** Of docs/grpc.md. */
    static ManagedChannel startUp(ChannelCredentials credentials) throws InterruptedException {
        ServiceDiscovery.configureShared(() -> ServiceDiscovery.builder().balancer(Balancer.leastRequest()));
        ServiceDiscovery share = ServiceDiscovery.shared();
        share.group("orders.shop:grpc").awaitReady(Duration.ofSeconds(30));
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                .build();
        return channel;
    }

    /** Of docs/grpc.md. */
    static ManagedChannel hedged(ChannelCredentials credentials) {
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .hedging(HedgingConfig.after(Duration.ofMillis(100)))
                .build();
        FairleadNameResolverProvider provider = FairleadNameResolverProvider.builder(discovery)
                .idempotent("shop.Catalogue/Find")
                .build();
        NameResolverRegistry registry = new NameResolverRegistry();
        registry.register(provider);
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials, registry)
                .intercept(FairleadClientInterceptor.create())
                .build();
        return channel;
    }

    /** Of docs/grpc.md. */
    static void idempotentEverywhere() {
        NameResolverRegistry.getDefaultRegistry()
                .register(FairleadNameResolverProvider.builder()
                        .idempotent("shop.Catalogue/Find")
                        .build());
    }

    private static String ask(Endpoint endpoint) {
        return endpoint.hostPort();
    }

    /** Of docs/testing.md. */
    static void testGrpc(KubernetesOptions options, ChannelCredentials credentials) throws InterruptedException {
        ServiceDiscovery.configureShared(() -> ServiceDiscovery.builder().kubernetes(options));
        try (ServiceDiscovery share = ServiceDiscovery.shared()) {
            share.group("stock.shop:grpc").awaitReady(Duration.ofSeconds(30));
            ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///stock.shop:grpc", credentials)
                    .build();
            test(channel);
            channel.shutdownNow();
        }
    }

    private static void test(ManagedChannel channel) {
        channel.getState(true);
    }

    /** Of docs/testing.md. */
    static void test() throws IOException, InterruptedException {
        try (EmbeddedKubernetes api = EmbeddedKubernetes.start()) {
            api.apply(
                    ServiceManifest.named("stock").namespace("shop").port("grpc", 50051),
                    SliceManifest.of("stock", "stock-a")
                            .namespace("shop")
                            .port("grpc", 40001)
                            .endpoints(EndpointManifest.at("127.0.0.1")
                                    .pod("stock-1", "uid-1")
                                    .node("node-1")
                                    .zone("zone-a")),
                    SliceManifest.of("stock", "stock-b")
                            .namespace("shop")
                            .port("grpc", 40002)
                            .endpoints(EndpointManifest.at("127.0.0.1").unready()));
            Path kubeconfig = Files.writeString(Files.createTempFile("kubeconfig", ""), api.kubeconfig());
            KubernetesOptions options = KubernetesOptions.builder()
                    .kubeconfig(kubeconfig)
                    .admitLoopback(true)
                    .build();
            try (ServiceDiscovery discovery =
                    ServiceDiscovery.builder().kubernetes(options).build()) {
                discovery.group("stock.shop:grpc").awaitReady(Duration.ofSeconds(30));
                System.out.println(discovery.explain("stock.shop:grpc"));
            }
        }
    }
}
