package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A widely used client takes the server for a real one. */
@Timeout(60)
class Fabric8ClientTest {
    private static final SliceManifest ORDERS =
            SliceManifest.of("orders", "orders-a").namespace("shop").port("http", 8080);

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(api.kubeconfig("secret", "shop")))
            .build();

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void itsKubeconfigLeadsHere() {
        api.access().require("secret");
        api.apply(ServiceManifest.named("orders").namespace("shop").port("http", 80, 8080));

        assertThat(client.services().withName("orders").get().getSpec().getPorts())
                .extracting(port -> port.getTargetPort().getIntVal())
                .containsExactly(8080);
    }

    @Test
    void itReadsADenial() {
        api.faults().deny(Target.of(Verb.LIST, Resource.ENDPOINT_SLICES));

        assertThatThrownBy(() -> client.discovery().v1().endpointSlices().list())
                .isInstanceOfSatisfying(KubernetesClientException.class, denied -> assertThat(denied.getCode())
                        .isEqualTo(403))
                .hasMessageContaining("cannot list resource \"endpointslices\"");
    }

    @Test
    void itsInformerFollowsChangesThroughABrokenWatch() {
        api.apply(ORDERS.ready("10.244.1.1"));
        try (SharedIndexInformer<EndpointSlice> informer = client.discovery()
                .v1()
                .endpointSlices()
                .withLabel("kubernetes.io/service-name", "orders")
                .inform()) {
            await().until(() -> api.openWatches(Resource.ENDPOINT_SLICES) == 1);
            api.apply(ORDERS.ready("10.244.1.2"));
            await().until(() -> address(informer).equals("10.244.1.2"));

            api.breakWatches();
            api.apply(ORDERS.ready("10.244.1.3"));

            await().until(() -> address(informer).equals("10.244.1.3"));
        }
        await().until(() -> api.openWatches() == 0);
    }

    private static String address(SharedIndexInformer<EndpointSlice> informer) {
        return informer.getStore().list().stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .findFirst()
                .orElse("");
    }
}
