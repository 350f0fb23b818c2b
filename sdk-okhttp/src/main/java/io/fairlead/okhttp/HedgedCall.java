package io.fairlead.okhttp;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.fairlead.CallAttempts;
import io.fairlead.CallOptions;
import io.fairlead.EndpointGroup;
import io.fairlead.Pick;
import io.fairlead.resilience.AttemptFailure;
import io.fairlead.resilience.RetryDecision;
import io.fairlead.time.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call whose attempts may run side by side, each in a {@link Lane}; the first good answer is the call's. The first lane runs on the
 * thread of the call, the others on threads of their own, begun by a timer.
 *
 * <p>What the lanes have in common is guarded by this object's monitor: a call of its own for each call, held for no longer than a pick.
 * So are the attempts that all of them take theirs from.
 */
final class HedgedCall implements Attempts {
    private final FairleadInterceptor interceptor;
    private final Interceptor.Chain chain;
    private final NamedService service;
    private final EndpointGroup group;
    private final CallConfig config;
    private final Executor threads;
    private final CallClock clock;
    private final CallAttempts attempts;
    private final List<Lane> running = new ArrayList<>(2);
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private @Nullable Response poor;
    private @Nullable Lane answering;
    private Scheduler.@Nullable Scheduled timer;
    private boolean over;

    HedgedCall(
            FairleadInterceptor interceptor,
            Interceptor.Chain chain,
            NamedService service,
            EndpointGroup group,
            CallConfig config,
            Executor threads) {
        this.interceptor = interceptor;
        this.chain = chain;
        this.service = service;
        this.group = group;
        this.config = config;
        this.threads = threads;
        this.clock = CallClock.of(chain.call(), config.ticker());
        this.attempts = group.attempts(new CallOptions(true, clock.remaining(), CallKey.of(chain.request())));
    }

    /** Whether it may be sent twice: not what is no idempotent request, nor a body that can be sent only once, nor a WebSocket. */
    static boolean suits(Request request, EndpointGroup group, CallConfig config) {
        return group.hedging().isOn()
                && Idempotent.of(request, config.idempotent())
                && !ServiceCall.isSentOnce(request)
                && request.header("Upgrade") == null;
    }

    Response run() throws IOException {
        new CallWait(chain.call()).forFirstAnswer(group);
        Lane first = newLane();
        running.add(first);
        chain.call().addEventListener(new EventListener() {
            @Override
            public void canceled(Call call) {
                cancel();
            }
        });
        if (chain.call().isCanceled()) {
            cancel(); // before there was a listener
        }
        hedgeLater();
        first.execute();
        if (!first.hasCome()) {
            return unhedged();
        }
        return await();
    }

    boolean isOf(FairleadInterceptor other) {
        return interceptor == other;
    }

    ServiceCall newCall(Interceptor.Chain lane, Attempts row) {
        return new ServiceCall(lane, chain.request(), group, service.routes(), config, row);
    }

    @Override
    public synchronized Pick next() {
        return attempts.next();
    }

    @Override
    public synchronized RetryDecision failed(AttemptFailure failure, Optional<Duration> retryAfter) {
        return attempts.failed(failure, retryAfter);
    }

    @Override
    public synchronized String describe(String reason) {
        return attempts.describe(reason);
    }

    /**
     * A lane has an answer.
     *
     * @param good false for one that would be asked for again, were there attempts left: it is the call's only if no other lane runs
     */
    void answered(Lane lane, Response response, boolean good) {
        Response surplus;
        List<Lane> slower = List.of();
        boolean chosen = false;
        synchronized (this) {
            running.remove(lane);
            if (over) {
                surplus = response;
            } else {
                surplus = poor;
                poor = response;
                answering = lane;
                chosen = good || running.isEmpty();
                slower = chosen ? end() : slower;
            }
        }
        if (surplus != null) {
            surplus.close();
        }
        if (chosen) {
            answer.complete(response);
            slower.forEach(Lane::outpace);
        }
    }

    /** A lane has come to its end; without effect after its answer. */
    void ended(Lane lane, Throwable failure) {
        Response left;
        synchronized (this) {
            if (!running.remove(lane) || over || !running.isEmpty()) {
                return;
            }
            end();
            left = poor;
        }
        if (left != null) {
            answer.complete(left);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    // An interceptor in front answered the first clone itself, or refused it, and let the call pass: its own affair.
    // It may have taken so long that another clone got through and has an answer.
    private Response unhedged() throws IOException {
        Optional<List<Lane>> others = endUnlessAnswered();
        if (others.isEmpty()) {
            return await();
        }
        others.get().forEach(Lane::cancel);
        return newCall(chain, this).run();
    }

    private synchronized Optional<List<Lane>> endUnlessAnswered() {
        return answering == null ? Optional.of(end()) : Optional.empty();
    }

    private void hedgeLater() {
        Scheduler.Scheduled next = group.later(group.hedging().delay(), () -> threads.execute(this::hedge));
        synchronized (this) {
            timer = next;
            if (over) {
                next.cancel();
            }
        }
    }

    private void hedge() {
        if (isOver()) {
            return;
        }
        // Before it has an endpoint, and outside the monitor: it asks the client's own factory for an event listener.
        Lane lane = newLane();
        synchronized (this) {
            Optional<Pick> pick = isOver() ? Optional.empty() : attempts.hedge();
            if (pick.isEmpty()) {
                return;
            }
            lane.startAt(pick.get());
            running.add(lane);
        }
        hedgeLater();
        lane.execute();
    }

    private synchronized boolean isOver() {
        return over || chain.call().isCanceled();
    }

    private Lane newLane() {
        Call clone = chain.call().clone();
        if (clock.isLimited()) {
            clone.timeout().timeout(clock.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } else {
            clone.timeout().clearTimeout();
        }
        return new Lane(this, clone);
    }

    // In the monitor. Returns the lanes that still run.
    @CanIgnoreReturnValue
    private List<Lane> end() {
        over = true;
        if (timer != null) {
            timer.cancel();
        }
        List<Lane> left = List.copyOf(running);
        running.clear();
        return left;
    }

    /** The caller has given up, perhaps while it reads the answer. */
    private void cancel() {
        List<Lane> all;
        synchronized (this) {
            all = withAnswering(running);
        }
        all.forEach(Lane::cancel);
    }

    private List<Lane> withAnswering(List<Lane> lanes) {
        List<Lane> all = new ArrayList<>(lanes);
        if (answering != null) {
            all.add(answering);
        }
        return all;
    }

    /** Nobody waits for an answer any more: what has come is closed, and so is what will come all the same. */
    private void abandon() {
        List<Lane> all;
        Response left;
        synchronized (this) {
            all = withAnswering(end());
            left = poor;
        }
        all.forEach(Lane::cancel);
        if (left != null) {
            left.close();
        }
    }

    private Response await() throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            IOException told = CallErrors.interrupted(e);
            abandon();
            throw told;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static IOException rethrown(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException bug) {
            throw bug;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException e ? e : new IOException(failure);
    }
}
