package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryBudget;
import io.fairlead.resilience.RetryConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which calls are hedged, how often, and which answer counts where some are bad. */
@Timeout(60)
class HedgeRulesTest extends HedgingFixture {
    @Test
    void withoutBudgetThereIsNoHedge() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        startTwo(request -> {
            awaited(over);
            return Pods.text("in its time");
        });
        RetryBudget budget = pods.discovery.group(pods.service).retryBudget();
        while (budget.tryRetry()) {
            // it is spent while the ticker stands
        }
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        timers.fire();
        over.countDown();

        assertThat(body.get()).isEqualTo("in its time");
        assertThat(pods.requests()).isEqualTo(1);
    }

    @Test
    void aHedgeComesOutOfTheBudget() throws Exception {
        startTwo(new Turns(silence(), Pods.text("quick")));
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);
        timers.fire();
        body.get();

        RetryBudget budget = pods.discovery.group(pods.service).retryBudget();
        int left = 0;
        while (budget.tryRetry()) {
            left++;
        }
        assertThat(left).isEqualTo(RetryConfig.defaults().budgetPerSecond() * 10 - 1);
    }

    @Test
    void whatMayNotBeSentTwiceIsNotHedged() throws IOException {
        startTwo(request -> Pods.text("timers: " + timers.held()));
        OkHttpClient client = client();
        Request get = Pods.get(URL);
        Request post = Pods.post(URL, RequestBody.create("order", null));
        Request putOnce = new Request.Builder().url(URL).put(new OneShotBody()).build();
        Request no = get.newBuilder().tag(Idempotent.class, Idempotent.NO).build();
        Request yes = post.newBuilder().tag(Idempotent.class, Idempotent.YES).build();

        assertThat(Pods.body(client.newCall(get))).isEqualTo("timers: 1");
        assertThat(Pods.body(client.newCall(yes))).isEqualTo("timers: 1");
        assertThat(Pods.body(client.newCall(post))).isEqualTo("timers: 0");
        assertThat(Pods.body(client.newCall(putOnce))).isEqualTo("timers: 0");
        assertThat(Pods.body(client.newCall(no))).isEqualTo("timers: 0");
    }

    @Test
    void theOnlyPodIsNotAskedTwice() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        pods.start(request -> {
            awaited(over);
            return Pods.text("in its time");
        });
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        timers.fire();
        over.countDown();

        assertThat(body.get()).isEqualTo("in its time");
        assertThat(pods.requests()).isEqualTo(1);
    }

    @Test
    void aBadAnswerDoesNotWinAgainstOneThatMayBeGood() throws Exception {
        pods.close();
        pods = pods(RetryConfig.defaults().withMaxAttempts(1), 1);
        CountDownLatch over = new CountDownLatch(1);
        startTwo(request -> {
            if (pods.requests() == 1) {
                awaited(over);
                return Pods.text("good");
            }
            return Pods.code(503);
        });
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        timers.fire();
        over.countDown();

        assertThat(body.get()).isEqualTo("good");
        pods.awaitEnds();
        assertThat(pods.outcomes).containsExactlyInAnyOrder(Outcome.SUCCESS, Outcome.FAILURE);
    }

    @Test
    void theLastBadAnswerIsTheCallersWhenThereIsNoOther() throws Exception {
        pods.close();
        pods = pods(RetryConfig.defaults().withMaxAttempts(1), 1);
        CountDownLatch over = new CountDownLatch(1);
        startTwo(request -> {
            if (pods.requests() == 1) {
                awaited(over);
            }
            return Pods.code(503);
        });
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        timers.fire();
        over.countDown();

        assertThat(body.get()).isEqualTo("status 503");
        pods.awaitEnds();
        assertThat(pods.outcomes).containsExactly(Outcome.FAILURE, Outcome.FAILURE);
    }

    @Test
    void asManyRunSideBySideAsTheOptionSays() throws Exception {
        pods.close();
        pods = pods(RetryConfig.defaults(), 2);
        Turns turns = new Turns(silence(), silence(), Pods.text("quick"));
        startTwo(turns);
        pods.start(turns);
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);
        ticker.advance(DELAY);
        CompletableFuture<Void> first = CompletableFuture.runAsync(timers::fire, OWN_THREAD);
        await().until(() -> pods.requests() == 2 && timers.held() == 1);
        ticker.advance(DELAY);

        timers.fire();

        assertThat(body.get()).isEqualTo("quick");
        first.get();
        pods.awaitEnds();
        assertThat(pods.outcomes).containsExactlyInAnyOrder(Outcome.OUTPACED, Outcome.OUTPACED, Outcome.SUCCESS);
    }

    @Test
    void interceptorsInFrontRunOnceMoreForEachAttemptWithoutEffectOnIt() throws Exception {
        List<String> keys = new CopyOnWriteArrayList<>();
        startTwo(request -> {
            keys.add(String.valueOf(request.getHeaders().get("Idempotency-Key")));
            return pods.requests() == 1 ? silence() : Pods.text("quick");
        });
        AtomicInteger runs = new AtomicInteger();
        Interceptor front = chain -> {
            Request keyed = chain.request()
                    .newBuilder()
                    .header("Idempotency-Key", "key-" + runs.incrementAndGet())
                    .build();
            Response response = chain.proceed(keyed);
            String body = response.body().string();
            return response.newBuilder()
                    .body(ResponseBody.create(body + "!", null))
                    .build();
        };
        OkHttpClient client = behind(front);
        CompletableFuture<String> body = answer(client.newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        timers.fire();

        assertThat(body.get()).isEqualTo("quick!");
        assertThat(keys).containsExactly("key-1", "key-1");
        assertThat(runs).hasValue(3);
        pods.awaitEnds();
    }

    @Test
    void whereAnInterceptorInFrontRefusesTheAttemptTheCallIsMadeUnhedged() throws Exception {
        startTwo(new Turns(Pods.text("fine")));
        AtomicInteger runs = new AtomicInteger();
        Interceptor once = chain -> {
            if (runs.getAndIncrement() > 0) {
                throw new IOException("one at a time");
            }
            return chain.proceed(chain.request());
        };
        OkHttpClient client = behind(once);

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");
        assertThat(pods.outcomes).containsExactly(Outcome.SUCCESS);
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void anAnswerThatCameWhileTheFirstAttemptWasHeldUpInFrontIsTheCallsAllTheSame() throws Exception {
        startTwo(new Turns(Pods.text("quick")));

        assertThat(Pods.body(heldUpInFront().newCall(Pods.get(URL)))).isEqualTo("quick");
        assertThat(pods.requests()).isEqualTo(1);
        pods.awaitEnds();
    }

    @Test
    void soIsABadOne() throws Exception {
        pods.close();
        pods = pods(RetryConfig.defaults().withMaxAttempts(1), 1);
        startTwo(new Turns(Pods.code(503)));

        assertThat(Pods.body(heldUpInFront().newCall(Pods.get(URL)))).isEqualTo("status 503");
        assertThat(pods.requests()).isEqualTo(1);
        pods.awaitEnds();
    }

    @Test
    void whoIsInterruptedHedgesNoMoreAndLeavesNoAnswerOpen() throws Exception {
        pods.close();
        pods = pods(RetryConfig.defaults().withMaxAttempts(1), 2);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        startTwo(request -> {
            awaited(asked);
            return Pods.code(503);
        });
        AtomicReference<Thread> caller = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        Interceptor front = chain -> {
            int run = runs.incrementAndGet();
            caller.compareAndSet(null, Thread.currentThread());
            if (run == 3) {
                awaited(over);
            }
            return chain.proceed(chain.request());
        };
        CompletableFuture<IOException> failure = failure(behind(front).newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);
        CompletableFuture<Void> second = CompletableFuture.runAsync(timers::fire, OWN_THREAD);
        await().until(() -> runs.get() == 3 && timers.held() == 1);
        asked.countDown();
        await().until(() -> caller.get().getState() == Thread.State.WAITING);

        caller.get().interrupt();

        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
        assertThat(timers.held()).isZero();
        over.countDown();
        second.get();
        pods.awaitEnds();
        assertThat(pods.requests()).isEqualTo(1);
    }

    @Test
    void aListenerFactoryThatThrowsCostsTheHedgeAlone() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        startTwo(request -> {
            awaited(over);
            return Pods.text("in its time");
        });
        AtomicInteger calls = new AtomicInteger();
        OkHttpClient client = client().newBuilder()
                .eventListenerFactory(call -> {
                    if (calls.incrementAndGet() == 3) {
                        throw new IllegalStateException("no listener");
                    }
                    return EventListener.NONE;
                })
                .build();
        CompletableFuture<String> body = answer(client.newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        assertThatIllegalStateException().isThrownBy(timers::fire).withMessage("no listener");
        over.countDown();

        assertThat(body.get()).isEqualTo("in its time");
        pods.awaitEnds();
    }

    /** A client whose interceptor in front lets a call and its second clone pass, and holds the first until that has its answer. */
    private OkHttpClient heldUpInFront() {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch answered = new CountDownLatch(1);
        Interceptor front = chain -> {
            int run = runs.incrementAndGet();
            if (run == 2) {
                OWN_THREAD.execute(timers::fire);
                awaited(answered);
                throw new IOException("refused");
            }
            Response response = chain.proceed(chain.request());
            if (run == 3) {
                answered.countDown();
            }
            return response;
        };
        return behind(front);
    }

    private OkHttpClient behind(Interceptor front) {
        return new OkHttpClient.Builder()
                .addInterceptor(front)
                .addInterceptor(client().interceptors().get(0))
                .build();
    }

    /** Whatever servers and callers do: nothing stays in flight, and each attempt is told once. */
    @Test
    void nothingStaysInFlight() throws Exception {
        pods.close();
        pods = new Pods(
                ServiceRef.parse("orders.shop:80"),
                Pods.inTurn()
                        .retry(RetryConfig.defaults().withAttemptTimeout(Duration.ofMillis(60)))
                        .hedging(HedgingConfig.after(Duration.ofMillis(5)).withMaxExtra(2)));
        Random random = new Random(20260102);
        List<MockResponse> answers = List.of(
                Pods.text("fine"),
                Pods.code(503),
                Pods.code(408),
                new MockResponse.Builder().code(204).build(),
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build(),
                new MockResponse.Builder()
                        .body("x".repeat(1000))
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build(),
                new MockResponse.Builder()
                        .body("late")
                        .headersDelay(10, TimeUnit.MILLISECONDS)
                        .build(),
                silence());
        for (int i = 0; i < 3; i++) {
            pods.start(request -> {
                synchronized (random) {
                    return answers.get(random.nextInt(answers.size()));
                }
            });
        }
        pods.addDead();
        OkHttpClient client =
                pods.client().newBuilder().callTimeout(Duration.ofMillis(300)).build();

        for (int i = 0; i < 150; i++) {
            Call call = client.newCall(Pods.get(URL));
            try (Response response = call.execute()) {
                if (i % 3 == 0) {
                    response.body().string();
                } else if (i % 3 == 1) {
                    call.cancel();
                }
            } catch (IOException expected) {
                // One of the ways to end.
            }
        }

        pods.awaitEnds();
        await().until(() -> pods.outcomes.size() == pods.started.get());
        assertThat(pods.outcomes).contains(Outcome.OUTPACED);
    }
}
