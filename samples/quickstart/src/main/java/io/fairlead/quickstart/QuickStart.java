package io.fairlead.quickstart;

import io.fairlead.ServiceDiscovery;
import io.fairlead.grpc.FairleadNameResolverProvider;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.okhttp.FairleadInterceptor;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls a Service over OkHttp and gRPC while its pods change, and shows who gets the traffic. */
public final class QuickStart {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private QuickStart() {}

    /**
     * Takes half a minute; the exit code is 0 if no call failed, else 1.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        try (EmbeddedKubernetes cluster = EmbeddedKubernetes.start()) {
            System.exit(run(cluster) ? 0 : 1);
        }
    }

    static boolean run(EmbeddedKubernetes cluster) throws IOException, InterruptedException {
        Pods web = new Pods(cluster, "orders", HttpPod::new);
        Pods rpc = new Pods(cluster, "stock", GrpcPod::new);

        // In a pod ServiceDiscovery.create() is all it takes. Here the cluster is not where a pod would look for it,
        // and its pods are on loopback.
        try (ServiceDiscovery discovery = ServiceDiscovery.builder()
                .kubernetes(KubernetesOptions.builder()
                        .kubeconfig(kubeconfig(cluster))
                        .admitLoopback(true)
                        .build())
                .discoveryTimeout(PATIENCE)
                .build()) {
            OkHttpClient http = new OkHttpClient.Builder()
                    .addInterceptor(FairleadInterceptor.create(discovery))
                    .build();
            ManagedChannel channel = channel(discovery, "kubernetes:///stock.shop:main");

            boolean fine = new Story(
                            () -> discovery.explain("stock.shop:main"),
                            web.calledBy(() -> get(http, "http://orders.shop.svc/")),
                            rpc.calledBy(() -> check(channel)))
                    .tell();

            channel.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
            return fine;
        }
    }

    private static void get(OkHttpClient http, String url) throws IOException {
        try (Response response =
                http.newCall(new Request.Builder().url(url).build()).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(response.toString());
            }
        }
    }

    private static void check(ManagedChannel channel) {
        HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance());
    }

    // Without a registry, gRPC finds Fairlead by itself. With one, methods can be told that may be called twice, so
    // that a pod's death harms none of their calls.
    private static ManagedChannel channel(ServiceDiscovery discovery, String target) {
        NameResolverRegistry registry = new NameResolverRegistry();
        registry.register(FairleadNameResolverProvider.builder(discovery)
                .idempotent("grpc.health.v1.Health/Check")
                .build());
        return Grpc.newChannelBuilder(target, InsecureChannelCredentials.create(), registry)
                .build();
    }

    private static Path kubeconfig(EmbeddedKubernetes cluster) throws IOException {
        Path file = Files.createTempFile("kubeconfig", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(file, cluster.kubeconfig());
    }
}
