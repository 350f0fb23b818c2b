package io.fairlead.benchmarks.watch;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A bare informer with its cache: an endpoint is known when the handler is told of its slice. */
final class Fabric8Follower implements Follower {
    private final KubernetesClient client;

    Fabric8Follower(Path kubeconfig) {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    @Override
    public void follow(int endpoints, Consumer<String> marker) throws InterruptedException {
        CountDownLatch slices = new CountDownLatch(endpoints / Shop.PER_SLICE);
        SharedIndexInformer<EndpointSlice> unused = client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(Shop.NAMESPACE)
                .withLabel("kubernetes.io/service-name", Shop.ORDERS)
                .inform(new Handler(slices, marker));
        slices.await();
    }

    @Override
    public void close() {
        client.close();
    }

    private record Handler(CountDownLatch slices, Consumer<String> marker)
            implements ResourceEventHandler<EndpointSlice> {
        @Override
        public void onAdd(EndpointSlice slice) {
            slices.countDown();
        }

        @Override
        public void onUpdate(EndpointSlice before, EndpointSlice slice) {
            if (slice.getMetadata().getName().equals(Shop.nameOf(0))) {
                marker.accept(slice.getEndpoints().get(0).getAddresses().get(0));
            }
        }

        @Override
        public void onDelete(EndpointSlice slice, boolean deletedFinalStateUnknown) {
            // None is deleted here.
        }
    }
}
