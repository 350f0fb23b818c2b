package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CallWaitTest {
    private final Call call = new OkHttpClient().newCall(Pods.get("http://orders.shop.svc/"));

    @Test
    @Timeout(10)
    void anAnswerThatNeverComesIsNotWaitedForWithoutLimit() throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();

        new CallWait(call).forAnswer(answer, Duration.ofMillis(20));

        assertThat(answer).isCancelled();
    }

    @Test
    @Timeout(10)
    void aCanceledCallWaitsForNothing() {
        CallWait wait = new CallWait(call);
        call.cancel();

        assertThatThrownBy(() -> wait.forAnswer(new CompletableFuture<>(), Duration.ofDays(1)))
                .hasMessage("Canceled");
        assertThatThrownBy(() -> wait.pause(Duration.ofDays(1))).hasMessage("Canceled");
    }
}
