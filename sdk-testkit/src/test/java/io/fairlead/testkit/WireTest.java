package io.fairlead.testkit;

import static io.fairlead.testkit.ApiClient.SERVICES;
import static io.fairlead.testkit.ApiClient.SLICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WireTest {
    private static final SliceManifest ORDERS =
            SliceManifest.of("orders", "orders-a").namespace("shop");

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final ApiClient client = new ApiClient(api);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void onASilentConnectionNothingArrivesUntilTheSilenceEnds() throws Exception {
        try (WatchReader watch = client.watch(SLICES + "?watch=true")) {
            api.wire().silence();
            api.apply(ORDERS);

            CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> nextOf(watch));
            assertThat(new ApiClient(api).names(SLICES)).containsExactly("orders-a");
            assertThat(next).isNotDone();
            assertThat(api.openWatches()).isEqualTo(1);

            api.wire().endSilence();
            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("ADDED orders-a@2");
        }
    }

    @Test
    void aRequestOnASilentConnectionDoesNotArrive() throws Exception {
        client.get(SERVICES);
        api.wire().silence();

        CompletableFuture<HttpResponse<String>> lost = client.getLater(SERVICES);
        new ApiClient(api).get(SLICES);

        assertThat(lost).isNotDone();
        assertThat(api.requests().count(Verb.LIST, Resource.SERVICES)).isEqualTo(1);
        api.wire().endSilence();
        assertThat(lost.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void newConnectionsCanBeSilentToo() throws Exception {
        api.wire().silenceAll();

        CompletableFuture<HttpResponse<String>> hanging = client.getLater(SERVICES);
        await().until(() -> api.wire().openConnections() == 1);

        assertThat(hanging).isNotDone();
        assertThat(api.requests().all()).isEmpty();
        api.wire().endSilence();
        assertThat(hanging.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void theClientsEndOfASilentWatchIsNoticed() throws Exception {
        try (WatchReader watch = client.watch(SLICES + "?watch=true")) {
            api.wire().silence();
            api.apply(ORDERS);
            assertThat(watch.status()).isEqualTo(200);
        }
        await().until(() -> api.openWatches() == 0 && api.wire().openConnections() == 0);
    }

    @Test
    void aRefusingPortComesBackAsItWas() throws Exception {
        String url = api.url();
        api.wire().refuse();
        api.wire().refuse();
        assertThatThrownBy(() -> client.get(SERVICES)).isInstanceOf(ConnectException.class);

        api.wire().listen();
        api.wire().listen();

        assertThat(client.get(SERVICES).statusCode()).isEqualTo(200);
        assertThat(api.url()).isEqualTo(url);
    }

    @Test
    void resetConnectionsEndWatchesAndIdleConnections() throws Exception {
        client.get(SERVICES);
        try (WatchReader watch = new ApiClient(api).watch(SLICES + "?watch=true")) {
            assertThat(api.wire().openConnections()).isEqualTo(2);

            api.wire().resetConnections();

            assertThatThrownBy(watch::line).isInstanceOf(IOException.class);
        }
        await().until(() -> api.openWatches() == 0 && api.wire().openConnections() == 0);
    }

    @Test
    void requestsCanBeAwaited() throws Exception {
        CompletableFuture<HttpResponse<String>> sent = client.getLater(SERVICES);

        assertThat(api.requests().await(1, Verb.LIST, Resource.SERVICES, Duration.ofSeconds(10)))
                .isTrue();
        assertThat(api.requests().await(1, Verb.WATCH, Resource.SERVICES, Duration.ofMillis(1)))
                .isFalse();
        assertThat(sent.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void serversAreIndependent() throws Exception {
        try (EmbeddedKubernetes other = EmbeddedKubernetes.start()) {
            other.apply(ORDERS);
            other.wire().refuse();

            assertThat(client.names(SLICES)).isEmpty();
            assertThat(api.url()).isNotEqualTo(other.url());
        }
    }

    private static String nextOf(WatchReader watch) {
        try {
            return watch.next();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
