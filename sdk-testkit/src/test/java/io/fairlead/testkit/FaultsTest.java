package io.fairlead.testkit;

import static io.fairlead.testkit.ApiClient.SERVICES;
import static io.fairlead.testkit.ApiClient.SLICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class FaultsTest {
    private static final SliceManifest ORDERS =
            SliceManifest.of("orders", "orders-a").namespace("shop").port("http", 8080);
    private static final Target SLICES_IN_SHOP =
            Target.of(Resource.ENDPOINT_SLICES).namespace("shop");

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final ApiClient client = new ApiClient(api);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aDenialIsToldInTheApiServersWordsAndTakenBack() throws Exception {
        api.faults().deny(SLICES_IN_SHOP.verb(Verb.LIST));

        HttpResponse<String> denied = client.get(SLICES);

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(Json.objectOf(denied.body()).path("message").asString())
                .isEqualTo("endpointslices.discovery.k8s.io is forbidden: User"
                        + " \"system:serviceaccount:default:default\" cannot list resource \"endpointslices\" in API"
                        + " group \"discovery.k8s.io\" in the namespace \"shop\"");
        assertThat(client.get(SERVICES).statusCode()).isEqualTo(200);
        assertThat(client.get("/apis/discovery.k8s.io/v1/endpointslices").statusCode())
                .isEqualTo(200);

        api.faults().allow(SLICES_IN_SHOP.verb(Verb.LIST));
        assertThat(client.get(SLICES).statusCode()).isEqualTo(200);
    }

    @Test
    void aDenialOverAllNamespacesSaysSo() throws Exception {
        api.faults().deny(Target.of(Verb.WATCH));

        assertThat(client.json("/api/v1/services?watch=true").path("message").asString())
                .endsWith("cannot watch resource \"services\" in API group \"\" at the cluster scope");
    }

    @Test
    void theNextRequestsFailAndNoMore() throws Exception {
        api.faults().failNext(2, Target.of(Verb.LIST), Failure.tooManyRequests(Duration.ofSeconds(3)));
        api.faults().failNext(1, Target.everything(), Failure.unavailable());

        HttpResponse<String> first = client.get(SLICES);

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("3");
        assertThat(client.get(SERVICES).statusCode()).isEqualTo(429);
        assertThat(client.get(SERVICES).statusCode()).isEqualTo(503);
        assertThat(client.get(SERVICES).statusCode()).isEqualTo(200);
    }

    @Test
    void everyRequestFailsUntilTheFaultEnds() throws Exception {
        api.faults().fail(Target.of(Resource.SERVICES), Failure.internalError());

        assertThat(List.of(status(SERVICES), status(SERVICES), status(SLICES))).containsExactly(500, 500, 200);
        api.faults().none();
        assertThat(status(SERVICES)).isEqualTo(200);
    }

    @Test
    void aHeldListIsAnsweredOnceItIsReleased() throws Exception {
        CompletableFuture<HttpResponse<String>> slow;
        try (Hold hold = api.faults().hold(Target.of(Verb.LIST, Resource.ENDPOINT_SLICES))) {
            slow = client.getLater(SLICES);
            assertThat(hold.awaitArrival(Duration.ofSeconds(10))).isTrue();
            assertThat(slow).isNotDone();
        }
        assertThat(slow.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(status(SLICES)).isEqualTo(200);
    }

    @Test
    void onlyAcceptedTokensAreAdmitted() throws Exception {
        api.access().require("one");
        assertThat(List.of(statusAs("one"), statusAs("two"), status(SERVICES))).containsExactly(200, 401, 401);

        api.access().accept("two");
        api.access().revoke("one");
        assertThat(List.of(statusAs("one"), statusAs("two"))).containsExactly(401, 200);

        api.access().open();
        assertThat(status(SERVICES)).isEqualTo(200);
    }

    @Test
    void aWatchFromACompactedVersionIsGone() throws Exception {
        api.apply(ORDERS, ORDERS.ready("10.244.1.1"));
        api.compact();

        try (WatchReader watch = client.watch(SLICES + "?watch=true&resourceVersion=2")) {
            JsonNode error = watch.event();
            assertThat(watch.status()).isEqualTo(200);
            assertThat(error.path("type").asString()).isEqualTo("ERROR");
            assertThat(error.at("/object/code").asInt()).isEqualTo(410);
            assertThat(error.at("/object/message").asString()).isEqualTo("too old resource version: 2 (3)");
            assertThat(watch.line()).isNull();
        }
        api.faults().expireBy(Expiry.HTTP_STATUS);
        assertThat(status(SLICES + "?watch=true&resourceVersion=2")).isEqualTo(410);
        assertThat(status(SLICES + "?resourceVersion=2&resourceVersionMatch=Exact"))
                .isEqualTo(410);
        assertThat(api.openWatches()).isZero();
    }

    @Test
    void openWatchesAreExpiredOnRequest() throws Exception {
        try (WatchReader watch = client.watch(SLICES + "?watch=true&resourceVersion=1")) {
            api.apply(ORDERS);
            api.expireWatches();

            assertThat(watch.next()).isEqualTo("ADDED orders-a@2");
            assertThat(watch.event().at("/object/reason").asString()).isEqualTo("Expired");
            assertThat(watch.line()).isNull();
        }
    }

    @Test
    void anEndedWatchLeavesItsConnectionToTheNextRequest() throws Exception {
        try (WatchReader watch = client.watch(SLICES + "?watch=true")) {
            api.endWatches();
            assertThat(watch.line()).isNull();
        }
        assertThat(api.openWatches()).isZero();
        assertThat(status(SLICES)).isEqualTo(200);
        assertThat(api.requests().all()).extracting(RecordedRequest::connection).containsExactly(1L, 1L);
    }

    @Test
    void aBrokenWatchEndsInTheMiddleOfALine() throws Exception {
        try (WatchReader watch = client.watch(SLICES + "?watch=true")) {
            api.breakWatches();

            assertThatThrownBy(() -> assertThat(watch.line()).isNotNull()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aMalformedLineIsFollowedByGoodOnes() throws Exception {
        try (WatchReader watch = client.watch(SLICES + "?watch=true&resourceVersion=1")) {
            api.sendMalformedLine();
            api.apply(ORDERS);

            assertThatThrownBy(watch::event).isInstanceOf(JacksonException.class);
            assertThat(watch.next()).isEqualTo("ADDED orders-a@2");
        }
    }

    @Test
    void aRestoredStoreIsTheOneOfThenAndGivesVersionsOutAgain() throws Exception {
        api.apply(ORDERS);
        long backup = api.resourceVersion();
        api.apply(ORDERS.ready("10.244.1.1"));
        api.delete(Resource.ENDPOINT_SLICES, "shop", "orders-a");
        try (WatchReader watch = client.watch(SLICES + "?watch=true&resourceVersion=4")) {
            api.restore(backup);
            assertThat(watch.line()).isNull();
        }

        assertThat(client.json(SLICES).at("/items/0/endpoints")).isEmpty();
        assertThat(client.json(SLICES).at("/metadata/resourceVersion").asLong()).isEqualTo(backup);
        try (WatchReader late = client.watch(SLICES + "?watch=true&resourceVersion=4")) {
            api.apply(ORDERS.ready("10.244.1.3"), ORDERS.ready("10.244.1.4"), ORDERS.ready("10.244.1.5"));
            assertThat(late.next()).isEqualTo("MODIFIED orders-a@5");
        }
        assertThatThrownBy(() -> api.restore(77)).hasMessageContaining("resourceVersion: 77 (expected: 1 to 5)");
    }

    private int status(String path) throws IOException, InterruptedException {
        return client.get(path).statusCode();
    }

    private int statusAs(String token) throws IOException, InterruptedException {
        return client.get(SERVICES, "Authorization", "Bearer " + token).statusCode();
    }
}
