package io.fairlead.testkit;

import static io.fairlead.testkit.ApiClient.SERVICES;
import static io.fairlead.testkit.ApiClient.SLICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class EmbeddedKubernetesTest {
    private static final SliceManifest ORDERS =
            SliceManifest.of("orders", "orders-a").namespace("shop").port("http", 8080);
    private static final SliceManifest CARTS =
            SliceManifest.of("carts", "carts-a").namespace("shop").port("http", 8080);
    private static final String OF_ORDERS = "labelSelector=kubernetes.io/service-name%3Dorders";

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final ApiClient client = new ApiClient(api);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void listsTheObjectsOfANamespaceWithTheVersionOfTheList() throws Exception {
        api.apply(ORDERS.ready("10.244.1.1"), CARTS, CARTS.namespace("elsewhere"));

        JsonNode list = client.json(SLICES);

        assertThat(list.path("kind").asString()).isEqualTo("EndpointSliceList");
        assertThat(list.path("metadata").path("resourceVersion").asLong()).isEqualTo(api.resourceVersion());
        assertThat(client.names(SLICES)).containsExactly("carts-a", "orders-a");
        assertThat(list.at("/items/1/endpoints/0/addresses/0").asString()).isEqualTo("10.244.1.1");
        assertThat(client.names("/apis/discovery.k8s.io/v1/endpointslices")).hasSize(3);
    }

    @Test
    void selectsByLabelAndByName() throws Exception {
        api.apply(ORDERS.label("tier", "gold"), CARTS);

        assertThat(client.names(SLICES + "?" + OF_ORDERS)).containsExactly("orders-a");
        assertThat(client.names(SLICES + "?labelSelector=tier")).containsExactly("orders-a");
        assertThat(client.names(SLICES + "?labelSelector=!tier")).containsExactly("carts-a");
        assertThat(client.names(SLICES + "?labelSelector=tier==gold,kubernetes.io/service-name=carts"))
                .isEmpty();
        assertThat(client.names(SLICES + "?labelSelector=tier!=gold")).containsExactly("carts-a");
        assertThat(client.names(SLICES + "?fieldSelector=metadata.name%3Dcarts-a"))
                .containsExactly("carts-a");
        assertThat(client.get(SLICES + "?labelSelector=a%20in%20(b)").statusCode())
                .isEqualTo(400);
    }

    @Test
    void getsOneObjectByName() throws Exception {
        api.create(ServiceManifest.named("orders").namespace("shop").port("http", 80, 8080));

        JsonNode service = client.json(SERVICES + "/orders");

        assertThat(service.path("kind").asString()).isEqualTo("Service");
        assertThat(service.at("/spec/ports/0/targetPort").asInt()).isEqualTo(8080);
        assertThat(service.at("/metadata/uid").asString()).isNotEmpty();
        assertThat(client.json(SERVICES + "/nobody").path("message").asString())
                .isEqualTo("services \"nobody\" not found");
    }

    @Test
    void servesEndpointsByTheirServicesName() throws Exception {
        api.apply(EndpointsManifest.of("orders")
                .namespace("shop")
                .port("http", 8080)
                .pod("10.244.1.1", "orders-0", "uid-0", "node-1")
                .unready("10.244.1.2"));

        String path = "/api/v1/namespaces/shop/endpoints";
        assertThat(client.json(path).path("kind").asString()).isEqualTo("EndpointsList");
        assertThat(client.names(path + "?fieldSelector=metadata.name%3Dorders")).containsExactly("orders");
        JsonNode subset = client.json(path + "/orders").at("/subsets/0");
        assertThat(subset.at("/addresses/0/targetRef/name").asString()).isEqualTo("orders-0");
        assertThat(subset.at("/notReadyAddresses/0/ip").asString()).isEqualTo("10.244.1.2");
        assertThat(subset.at("/ports/0/port").asInt()).isEqualTo(8080);
    }

    @Test
    void nodesAreInNoNamespace() throws Exception {
        api.apply(NodeManifest.named("node-1").zone("zone-a").internalIp("172.20.0.1"), NodeManifest.named("node-2"));

        assertThat(client.names("/api/v1/nodes")).containsExactly("node-1", "node-2");
        assertThat(client.json("/api/v1/nodes/node-1")
                        .at("/status/addresses/0/address")
                        .asString())
                .isEqualTo("172.20.0.1");
        assertThat(client.get("/api/v1/namespaces/shop/nodes").statusCode()).isEqualTo(404);
        assertThat(api.get(Resource.NODES, "", "node-1")
                        .orElseThrow()
                        .at("/metadata/namespace")
                        .isMissingNode())
                .isTrue();

        api.faults().deny(Target.of(Resource.NODES));
        assertThat(client.json("/api/v1/nodes").path("message").asString()).endsWith("at the cluster scope");
    }

    @Test
    void pagesAreOfOneVersion() throws Exception {
        api.apply(ORDERS, CARTS);

        JsonNode first = client.json(SLICES + "?limit=1");
        api.delete(Resource.ENDPOINT_SLICES, "shop", "orders-a");
        String rest = SLICES + "?limit=1&continue="
                + first.path("metadata").path("continue").asString();

        assertThat(first.path("items")).hasSize(1);
        assertThat(client.names(rest)).containsExactly("orders-a");
        assertThat(client.json(rest).at("/metadata/continue").isMissingNode()).isTrue();
    }

    @Test
    void aListAtAVersionToComeIsTooLarge() throws Exception {
        var response = client.get(SLICES + "?resourceVersion=99&resourceVersionMatch=NotOlderThan");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).contains("Too large resource version: 99, current: 1");
    }

    @Test
    void aWatchTellsWhatHappensAfterItsVersion() throws Exception {
        api.apply(ORDERS);
        try (WatchReader watch = client.watch(SLICES + "?watch=true&resourceVersion=2")) {
            api.apply(ORDERS.ready("10.244.1.1"), CARTS);
            api.delete(Resource.ENDPOINT_SLICES, "shop", "orders-a");

            assertThat(List.of(watch.next(), watch.next(), watch.next()))
                    .containsExactly("MODIFIED orders-a@3", "ADDED carts-a@4", "DELETED orders-a@5");
            assertThat(api.openWatches(Resource.ENDPOINT_SLICES)).isEqualTo(1);
            assertThat(api.openWatches(Resource.SERVICES)).isZero();
        }
        await().until(() -> api.openWatches() == 0 && api.wire().openConnections() == 0);
    }

    @Test
    void aWatchResumesOutOfTheHistory() throws Exception {
        api.apply(ORDERS, CARTS, ORDERS.ready("10.244.1.1"));

        try (WatchReader watch = client.watch(SLICES + "?watch=1&resourceVersion=2")) {
            assertThat(watch.next()).isEqualTo("ADDED carts-a@3");
            assertThat(watch.next()).isEqualTo("MODIFIED orders-a@4");
        }
    }

    @Test
    void aWatchWithoutVersionBeginsWithWhatIsThere() throws Exception {
        api.apply(ORDERS, CARTS);

        String query = "?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
        try (WatchReader watch = client.watch(SLICES + query)) {
            assertThat(watch.next()).isEqualTo("ADDED carts-a@3");
            assertThat(watch.next()).isEqualTo("ADDED orders-a@2");
            assertThat(watch.line()).contains("BOOKMARK").contains("k8s.io/initial-events-end");
        }
    }

    @Test
    void whatLeavesTheSelectorIsToldAsDeletedAndWhatComesAsAdded() throws Exception {
        api.apply(ORDERS.ready("10.244.1.1"));
        try (WatchReader watch = client.watch(SLICES + "?watch=true&resourceVersion=2&" + OF_ORDERS)) {
            api.apply(ORDERS.label("kubernetes.io/service-name", "others"));
            api.apply(ORDERS);

            JsonNode left = watch.event();
            assertThat(left.path("type").asString()).isEqualTo("DELETED");
            assertThat(left.at("/object/metadata/resourceVersion").asString()).isEqualTo("3");
            assertThat(left.at("/object/endpoints/0/addresses/0").asString()).isEqualTo("10.244.1.1");
            assertThat(watch.next()).isEqualTo("ADDED orders-a@4");
        }
    }

    @Test
    void bookmarksCarryTheNewestVersionToThoseWhoAskedForThem() throws Exception {
        try (WatchReader with = client.watch(SLICES + "?watch=true&resourceVersion=1&allowWatchBookmarks=true");
                WatchReader without = client.watch(SLICES + "?watch=true&resourceVersion=1")) {
            api.create(ServiceManifest.named("orders"));
            api.bookmark();
            api.endWatches();

            assertThat(with.next()).isEqualTo("BOOKMARK @2");
            assertThat(with.line()).isNull();
            assertThat(without.line()).isNull();
        }
    }

    @Test
    void aWatchEndsAtItsTimeout() throws Exception {
        try (WatchReader watch = client.watch(SLICES + "?watch=true&timeoutSeconds=1")) {
            assertThat(watch.line()).isNull();
        }
        assertThat(api.openWatches()).isZero();
    }

    @Test
    void aReplacementThatChangesNothingMakesNoVersion() {
        api.apply(ORDERS);

        api.apply(ORDERS);
        assertThat(api.resourceVersion()).isEqualTo(2);
        assertThat(api.replace(ORDERS.ready("10.244.1.1"))
                        .at("/metadata/generation")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void wrongManifestsAreRefused() {
        api.apply(ORDERS);

        assertThatThrownBy(() -> api.create(ORDERS)).hasMessageContaining("shop/orders-a already exists");
        assertThatThrownBy(() -> api.replace(CARTS)).hasMessageContaining("shop/carts-a does not exist");
        assertThatThrownBy(() -> api.apply(Manifest.of("{\"kind\":\"Pod\"}"))).hasMessageContaining("kind: Pod");
    }

    @Test
    void unknownPathsAndMethodsGetAStatus() throws Exception {
        assertThat(client.json("/apis/apps/v1/deployments").path("code").asInt())
                .isEqualTo(404);
        assertThat(client.json("/api/v1/namespaces/shop").path("reason").asString())
                .isEqualTo("NotFound");
        assertThat(client.post(SERVICES, "{}").statusCode()).isEqualTo(405);
        assertThat(client.get(SERVICES).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsAreRecorded() throws Exception {
        client.get(SLICES + "?limit=5", "Authorization", "Bearer secret");
        client.get(SERVICES);

        RecordedRequest first = api.requests().all().get(0);
        assertThat(first.authorization()).contains("Bearer secret");
        assertThat(first.query()).containsEntry("limit", "5");
        assertThat(first.call()).contains(new ApiCall(Verb.LIST, Resource.ENDPOINT_SLICES, "shop", ""));
        assertThat(api.requests().count(Verb.LIST)).isEqualTo(2);
        assertThat(api.requests().count(Verb.LIST, Resource.SERVICES)).isEqualTo(1);
    }

    @Test
    void closeEndsEveryThreadAndConnection() throws Exception {
        EmbeddedKubernetes other = EmbeddedKubernetes.start();
        Hold hold = other.faults().hold(Target.of(Verb.LIST));
        var held = new ApiClient(other);
        try (WatchReader watch = held.watch(SLICES + "?watch=true&timeoutSeconds=300")) {
            var unused = held.getLater(SERVICES);
            assertThat(hold.awaitArrival(Duration.ofSeconds(10))).isTrue();
            other.wire().silence();

            other.close();
            other.close();

            assertThatThrownBy(watch::line).isInstanceOf(IOException.class);
        }
        api.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("embedded-kubernetes"));
    }
}
