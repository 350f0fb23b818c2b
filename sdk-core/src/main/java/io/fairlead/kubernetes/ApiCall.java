package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One GET on its way: takes the answer apart into a body that is wanted and an error that is told. */
final class ApiCall implements ApiLink.Call {
    // An error's text is for people.
    private static final int LONGEST_ERROR = 16 * 1024;

    private final Body body;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private @Nullable HttpResponse<AsyncBody> response;
    private boolean over;

    ApiCall(Body body) {
        this.body = body;
    }

    /** What becomes of an answer. Called in order, on threads of the HTTP client. */
    interface Body {
        /** The request is on its way. */
        void sent();

        /** The API server began to answer with what was asked for. */
        void begin();

        /** A part of it; whatever it throws ends the call as broken. */
        void bytes(ByteBuffer bytes);

        /** It is complete; whatever it throws counts as broken. */
        void end();

        /** It will not come. */
        void failed(Problem problem);
    }

    /** The request is on its way. */
    void sent() {
        body.sent();
    }

    /** Takes some bytes of the answer. */
    void consume(List<ByteBuffer> buffers, AsyncBody source) {
        if (succeeded()) {
            buffers.forEach(body::bytes);
        } else {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[Math.min(buffer.remaining(), LONGEST_ERROR - error.size())];
                buffer.get(bytes);
                error.writeBytes(bytes);
            }
        }
        source.consume();
    }

    /** The head of the answer is there, or a failure. */
    void answered(@Nullable HttpResponse<AsyncBody> answer, @Nullable Throwable failure) {
        if (answer == null) {
            fail(new Problem.Broken(failure == null ? new IllegalStateException("no answer") : unwrapped(failure)));
            return;
        }
        synchronized (this) {
            if (over) {
                answer.body().cancel();
                return;
            }
            response = answer;
        }
        if (succeeded()) {
            body.begin();
        }
        CompletableFuture<Void> unused = answer.body().done().whenComplete((nothing, cause) -> ended(answer, cause));
        answer.body().consume();
    }

    /** Tells the body that nothing will come, unless it has ended before. */
    void fail(Problem problem) {
        if (finish()) {
            body.failed(problem);
        }
    }

    @Override
    public void cancel() {
        finish();
        HttpResponse<AsyncBody> open;
        synchronized (this) {
            open = response;
            response = null;
        }
        if (open != null) {
            open.body().cancel();
        }
    }

    private void ended(HttpResponse<AsyncBody> answer, @Nullable Throwable cause) {
        if (cause != null && answer.code() == 200) {
            fail(new Problem.Broken(unwrapped(cause)));
        } else if (answer.code() != 200) {
            // Its text may have broken off; what it means is known.
            fail(new Problem.Refused(answer.code(), retryAfter(answer), message()));
        } else if (finish()) {
            try {
                body.end();
            } catch (RuntimeException | Error e) {
                // The future that called would keep it to itself, and the caller would hear of a timeout.
                body.failed(new Problem.Broken(e));
            }
        }
    }

    /** Whether it has ended, or nobody waits for it any more. */
    synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        return first;
    }

    private synchronized boolean succeeded() {
        return response != null && response.code() == 200;
    }

    private String message() {
        byte[] bytes = error.toByteArray();
        try {
            return WatchEvent.message(Json.parser(bytes, bytes.length));
        } catch (JacksonException e) {
            return "";
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<AsyncBody> answer) {
        return answer.headers("Retry-After").stream()
                .filter(text -> text.matches("[0-9]{1,6}"))
                .findFirst()
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
