package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.CallRefusedException;
import io.fairlead.ServiceDiscoveryBuilder;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryConfig;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedCallTest {
    private static final String URL = "http://orders.shop.svc/";
    private static final CircuitBreakerConfig OF_TWO = CircuitBreakerConfig.custom()
            .slidingWindowSize(2)
            .minimumNumberOfCalls(2)
            .build();

    private Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void badAnswersOpenTheBreakerAndThenNothingIsSent() throws IOException {
        use(Pods.inTurn().circuitBreaker(OF_TWO));
        pods.start(request -> Pods.code(503));
        OkHttpClient client = pods.client();
        Pods.body(client.newCall(Pods.get(URL)));
        Pods.body(client.newCall(Pods.get(URL)));
        int sent = pods.requests();

        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL))))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasCauseInstanceOf(CallRefusedException.class)
                .hasMessageContaining("orders.shop:80: circuit breaker OPEN until ");
        assertThat(sent).isEqualTo(2 * RetryConfig.defaults().maxAttempts());
        assertThat(pods.requests()).isEqualTo(sent);
    }

    @Test
    void answersThatAreTheCallersOwnFaultDoNotOpenIt() throws IOException {
        use(Pods.inTurn().circuitBreaker(OF_TWO));
        pods.start(request -> Pods.code(404));
        OkHttpClient client = pods.client();

        for (int i = 0; i < 5; i++) {
            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("status 404");
        }
    }

    @Test
    void aPlaceInTheBulkheadIsHeldUntilTheBodyIsClosed() throws IOException {
        use(Pods.inTurn().bulkhead(oneAtATime()));
        pods.start(request -> Pods.text("x".repeat(10_000)));
        OkHttpClient client = pods.client();
        try (Response open = client.newCall(Pods.get(URL)).execute()) {
            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL))))
                    .isInstanceOf(ServiceUnavailableException.class)
                    .hasMessageContaining("bulkhead full, 1 of 1 calls run");
            assertThat(open.body().source().readByte()).isEqualTo((byte) 'x');
        }

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).hasSize(10_000);
    }

    @Test
    void aFailedCallGivesItsPlaceBack() throws IOException {
        use(Pods.inTurn().bulkhead(oneAtATime()));
        pods.addDead();
        OkHttpClient client = pods.client();
        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL)))).isInstanceOf(IOException.class);
        pods.start(request -> Pods.text("fine"));

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");
    }

    @Test
    void aHedgedCallIsOneCall() throws IOException {
        use(Pods.inTurn().bulkhead(oneAtATime()).hedging(HedgingConfig.after(Duration.ofMillis(1))));
        pods.start(request -> Pods.text("fine"));
        pods.start(request -> Pods.text("fine"));
        OkHttpClient client = pods.client();

        for (int i = 0; i < 20; i++) {
            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");
        }
    }

    private void use(ServiceDiscoveryBuilder builder) {
        pods.close();
        pods = new Pods(ServiceRef.parse("orders.shop:80"), builder);
    }

    private static BulkheadConfig oneAtATime() {
        return BulkheadConfig.custom().maxConcurrentCalls(1).build();
    }

    @Test
    void aCallThatAnInterceptorInFrontMakesAgainDoesNotStandInItsOwnWay() throws IOException {
        use(Pods.inTurn().bulkhead(oneAtATime()));
        pods.start(new Turns(Pods.code(401), Pods.text("fine")));
        OkHttpClient client = pods.clientThatAsksTwice();

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");

        try (Response open = client.newCall(Pods.get(URL)).execute()) {
            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL))))
                    .hasMessageContaining("bulkhead full, 1 of 1 calls run");
            assertThat(open.code()).isEqualTo(200);
        }
        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");
    }
}
