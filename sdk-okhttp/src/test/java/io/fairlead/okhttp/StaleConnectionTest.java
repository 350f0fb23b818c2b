package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that close their idle connections, all of them, while the client keeps them for the next call. */
class StaleConnectionTest {
    private static final String URL = "http://orders.shop.svc/";
    private static final RequestBody BODY = RequestBody.create("an order", null);

    private final Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void aPostMeetsNoSecondOne() throws IOException {
        startClosing(2);
        OkHttpClient client = pods.client();

        for (int i = 0; i < 6; i++) {
            assertThat(Pods.body(client.newCall(Pods.post(URL, BODY)))).isEqualTo("fine");
        }

        assertThat(pods.requests()).isEqualTo(6);
    }

    @Test
    void aGetMeetsNoSecondOne() throws IOException {
        startClosing(5);
        OkHttpClient client = pods.client();
        for (int i = 0; i < 5; i++) {
            Pods.body(client.newCall(Pods.get(URL)));
        }
        pods.outcomes.clear();

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");

        assertThat(pods.outcomes).hasSize(2);
    }

    @Test
    void manyPostsOnOneHttp2ConnectionAreNotMadeAgainWhenItDies() throws IOException {
        Turns turns = new Turns(
                Pods.text("one"),
                Pods.text("two"),
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build(),
                Pods.text("three"));
        pods.startH2(turns);
        pods.startH2(turns);
        OkHttpClient client = pods.client()
                .newBuilder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        Pods.body(client.newCall(Pods.post(URL, BODY)));
        Pods.body(client.newCall(Pods.post(URL, BODY)));

        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.post(URL, BODY))))
                .isInstanceOf(IOException.class);
        assertThat(pods.requests()).isEqualTo(3);
    }

    private void startClosing(int count) {
        for (int i = 0; i < count; i++) {
            pods.start(request -> Pods.text("fine")
                    .newBuilder()
                    .onResponseEnd(new SocketEffect.CloseSocket())
                    .build());
        }
    }
}
