package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.feedback.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose fault a failure is taken for. */
class FailureTest {
    private static final String URL = "http://orders.shop.svc/";

    private Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void anExceptionOfANetworkInterceptorIsNoPodsFault() {
        pods.start();
        pods.start();
        for (IOException own : List.of(new IOException("mine"), new UnknownHostException("mine"))) {
            pods.outcomes.clear();
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .addNetworkInterceptor(chain -> {
                        throw own;
                    })
                    .build();

            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL)))).isSameAs(own);
            assertThat(pods.outcomes).containsExactly(Outcome.IGNORED);
        }
    }

    @Test
    void aPodThatCannotBeReachedAgainAfterItsRedirectIsPassedOver() throws IOException {
        pods.start(new Turns(
                new MockResponse.Builder()
                        .code(302)
                        .addHeader("Location", "/there")
                        .addHeader("Connection", "close")
                        .build(),
                Pods.text("fine")));
        CountingSocketFactory sockets = new CountingSocketFactory(index -> index == 1 ? new Refused() : new Socket());
        OkHttpClient client = pods.client().newBuilder().socketFactory(sockets).build();

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");

        assertThat(pods.outcomes).containsExactly(Outcome.UNREACHABLE, Outcome.SUCCESS);
    }

    @Test
    void anAnswerWhoseTimeoutCannotBeSetIsClosed() {
        pods.close();
        pods = Pods.withAttemptTimeout(Duration.ofSeconds(5));
        pods.start();
        AtomicInteger ended = new AtomicInteger();
        OkHttpClient client = pods.client()
                .newBuilder()
                .readTimeout(Duration.ofSeconds(9))
                .socketFactory(new CountingSocketFactory(index -> new WithoutTimeout(9000)))
                .eventListener(new EventListener() {
                    @Override
                    public void callFailed(Call call, IOException e) {
                        ended.incrementAndGet();
                    }
                })
                .build();

        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL)))).hasMessageContaining("no timeout");

        assertThat(ended).hasValue(1);
        assertThat(pods.inFlight()).isZero();
    }

    private static final class Refused extends Socket {
        @Override
        public void connect(SocketAddress address, int timeoutMillis) throws IOException {
            throw new ConnectException("refused by the test");
        }
    }

    private static final class WithoutTimeout extends Socket {
        private final int refusedMillis;

        WithoutTimeout(int refusedMillis) {
            this.refusedMillis = refusedMillis;
        }

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            if (millis == refusedMillis) {
                throw new SocketException("no timeout of " + millis);
            }
            super.setSoTimeout(millis);
        }
    }
}
