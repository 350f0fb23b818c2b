package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/okhttp.md, in its words. */
class SnippetsTest {
    private final Pods pods = new Pods(ServiceRef.parse("orders.shop:80"), Pods.inTurn());

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void setUp() {
        ServiceDiscovery discovery = ServiceDiscovery.create();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(FairleadInterceptor.create(discovery))
                .build();

        assertThat(client.interceptors()).hasSize(1);
        discovery.close();
    }

    @Test
    void asynchronousCalls() {
        ServiceDiscovery discovery = pods.discovery;
        OkHttpClient client = FairleadInterceptor.create(discovery)
                .configure(new OkHttpClient.Builder())
                .build();

        assertThat(client.interceptors()).hasSize(1);
    }

    @Test
    void declaredHosts() throws IOException {
        pods.start(request -> Pods.text("fine"));
        ServiceDiscovery discovery = pods.discovery;
        FairleadInterceptor interceptor = FairleadInterceptor.builder(discovery)
                .services("orders.shop", "payments.shop")
                .build();

        assertThat(Pods.body(Pods.client(interceptor).newCall(Pods.get("http://orders.shop/"))))
                .isEqualTo("fine");
    }

    @Test
    void anIdempotentPost() throws IOException {
        pods.start(new Turns(Pods.code(503), Pods.text("fine")));
        RequestBody body = RequestBody.create("an order", MediaType.get("text/plain"));
        Request order = new Request.Builder()
                .url("http://orders.shop/orders")
                .post(body)
                .tag(Idempotent.class, Idempotent.YES)
                .build();

        assertThat(Pods.body(pods.client().newCall(order))).isEqualTo("fine");
    }

    @Test
    void aRequestWithAKey() throws IOException {
        pods.start(new Turns(Pods.text("fine")));
        Request basket = new Request.Builder()
                .url("http://orders.shop/basket")
                .tag(CallKey.class, new CallKey("user-7"))
                .build();

        assertThat(Pods.body(pods.client().newCall(basket))).isEqualTo("fine");
    }

    @Test
    void silentAndSlowPods() {
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .retry(RetryConfig.defaults().withAttemptTimeout(Duration.ofSeconds(1)))
                .hedging(HedgingConfig.after(Duration.ofMillis(100)))
                .build();

        assertThat(discovery).isNotNull();
        discovery.close();
    }
}
