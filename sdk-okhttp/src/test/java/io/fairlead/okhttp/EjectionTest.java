package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.testing.FakeTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods that fail get no calls for a while. */
class EjectionTest {
    private static final String URL = "http://orders.shop.svc/";
    private static final Request GET = Pods.get(URL);
    private static final Request POST = Pods.post(URL, RequestBody.create("an order", MediaType.get("text/plain")));

    private final FakeTicker ticker = new FakeTicker();
    private final Pods pods =
            new Pods(ServiceRef.parse("orders.shop:80"), Pods.inTurn().ticker(ticker));

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void aDeadAddressIsTriedOnceAndThenNotForFiveSeconds() throws IOException {
        pods.start();
        pods.start();
        Endpoint dead = pods.addDead();
        OkHttpClient client = pods.client();

        assertThat(callsUntil(client, POST, () -> refused() > 0)).isLessThanOrEqualTo(3);
        for (int call = 0; call < 49; call++) {
            Pods.body(client.newCall(POST));
            ticker.advance(Duration.ofMillis(100));
        }
        assertThat(refused()).isEqualTo(1);
        assertThat(pods.discovery.explain(pods.service).endpoints())
                .filteredOn(explained -> explained.endpoint().equals(dead))
                .allSatisfy(explained -> assertThat(explained.reason())
                        .matches("ejected for [01]\\.[0-9] s more: no connection could be made"));

        ticker.advance(Duration.ofSeconds(2));
        assertThat(callsUntil(client, POST, () -> refused() > 1)).isLessThanOrEqualTo(3);
        ticker.advance(Duration.ofSeconds(9));
        for (int call = 0; call < 9; call++) {
            Pods.body(client.newCall(POST));
        }
        assertThat(refused()).as("ten seconds the second time").isEqualTo(2);
        assertThat(pods.requests()).as("no call was lost").isEqualTo((int) answered());
    }

    @Test
    void aPodThatAnswersFiveErrorsInARowGetsNoMoreCalls() throws IOException {
        MockWebServer broken = pods.start(request -> Pods.code(500));
        pods.start();
        pods.start();
        OkHttpClient client = pods.client();

        for (int call = 0; call < 60; call++) {
            Pods.body(client.newCall(GET));
        }

        assertThat(broken.getRequestCount()).isEqualTo(5);
    }

    @Test
    void aResetIsAFailureLikeAnyOther() throws IOException {
        MockWebServer resetting = pods.start(request -> new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        pods.start();
        pods.start();
        OkHttpClient client = pods.client();

        for (int call = 0; call < 60; call++) {
            Pods.body(client.newCall(GET));
        }

        assertThat(resetting.getRequestCount()).isEqualTo(5);
        assertThat(refused()).isZero();
    }

    private static int callsUntil(OkHttpClient client, Request request, BooleanSupplier over) throws IOException {
        int calls = 0;
        while (!over.getAsBoolean() && calls < 100) {
            Pods.body(client.newCall(request));
            calls++;
        }
        return calls;
    }

    private long refused() {
        return count(Outcome.UNREACHABLE);
    }

    private long answered() {
        return count(Outcome.SUCCESS);
    }

    private long count(Outcome outcome) {
        return pods.outcomes.stream().filter(outcome::equals).count();
    }
}
