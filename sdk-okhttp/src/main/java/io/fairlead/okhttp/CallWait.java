package io.fairlead.okhttp;

import io.fairlead.EndpointGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one call on its own thread, which end at once when the call is cancelled, be it by its timeout. Most calls never wait, and so
 * are not listened to.
 */
final class CallWait {
    // Far longer than the discovery asks its sources; if it does not know by then, that is what its error tells.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Call call;
    private @Nullable CompletableFuture<Void> canceled;

    CallWait(Call call) {
        this.call = call;
    }

    /**
     * Waits for an answer, and no longer than the limit.
     *
     * @throws IOException if the call is cancelled or the thread interrupted
     */
    void forAnswer(CompletableFuture<?> answer, Duration limit) throws IOException {
        try {
            await(CompletableFuture.anyOf(answer, canceled()), limit.toNanos());
        } finally {
            answer.cancel(false);
        }
    }

    /**
     * Waits until the sources have said anything of a Service, if they have not yet.
     *
     * @throws IOException if the call is cancelled or the thread interrupted
     */
    void forFirstAnswer(EndpointGroup group) throws IOException {
        if (!group.state().isKnown()) {
            forAnswer(group.whenKnown(), LONGEST_WAIT);
        }
    }

    /**
     * Waits as long as it says.
     *
     * @throws IOException if the call is cancelled or the thread interrupted
     */
    void pause(Duration duration) throws IOException {
        if (!duration.isZero()) {
            await(canceled(), duration.toNanos());
        }
    }

    private CompletableFuture<Void> canceled() {
        CompletableFuture<Void> known = canceled;
        if (known != null) {
            return known;
        }
        CompletableFuture<Void> made = new CompletableFuture<>();
        call.addEventListener(new EventListener() {
            @Override
            public void canceled(Call itself) {
                made.complete(null);
            }
        });
        canceled = made;
        return made;
    }

    private void await(CompletableFuture<?> future, long nanos) throws IOException {
        // A cancellation from before the listener was there is told by nobody.
        if (!call.isCanceled()) {
            try {
                future.get(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw CallErrors.interrupted(e);
            } catch (TimeoutException | ExecutionException e) {
                // The time is over, or the discovery is closed: what comes next will tell.
            }
        }
        if (call.isCanceled()) {
            throw new IOException("Canceled"); // the words that OkHttp uses
        }
    }
}
