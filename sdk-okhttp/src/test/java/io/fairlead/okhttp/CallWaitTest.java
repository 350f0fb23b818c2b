package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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

    @Test
    @Timeout(10)
    void aWaitEndsWhenItsCallIsCanceledMeanwhile() {
        CallWait wait = new CallWait(call);

        Future<?> waiting = waiting(() -> wait.forAnswer(new CompletableFuture<>(), Duration.ofDays(1)));
        call.cancel();

        assertThatThrownBy(waiting::get).rootCause().hasMessage("Canceled");
    }

    @Test
    @Timeout(10)
    void aPauseEndsWhenItsCallIsCanceledMeanwhileAlsoIfItIsNotTheFirstWait() throws IOException {
        CallWait wait = new CallWait(call);
        wait.pause(Duration.ofNanos(1));

        Future<?> waiting = waiting(() -> wait.pause(Duration.ofDays(1)));
        call.cancel();

        assertThatThrownBy(waiting::get).rootCause().hasMessage("Canceled");
    }

    private interface Wait {
        void begin() throws IOException;
    }

    /** On a thread of its own; returns once that has nothing else to do. */
    private static Future<?> waiting(Wait wait) {
        FutureTask<?> task = new FutureTask<>(() -> {
            wait.begin();
            return "waited to the end";
        });
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }
}
