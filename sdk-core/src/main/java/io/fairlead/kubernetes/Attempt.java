package io.fairlead.kubernetes;

import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request of a stream, from its start to its end, heard on the scheduler: what comes after it was ended is not heard. It
 * fails where the link is not ready in time, or the API server does not begin to answer in time.
 */
final class Attempt<T extends ApiObject> {
    /** How long a watch is meant to be open, at least; at most twice as long. */
    static final Duration SHORTEST_WATCH = Duration.ofMinutes(5);

    /** How long configuration and client may take: a kubeconfig can name a program that has to ask somebody for a token. */
    static final Duration LONGEST_PREPARATION = Duration.ofSeconds(30);

    private final WatchContext context;
    private final Links.Link link;
    private final ApiReceiver<T> receiver;
    private ApiLink.@Nullable Call call;
    private final Timer timeout;
    private final Duration limit;
    private final Duration length;
    private final boolean list;
    private boolean over;

    private Attempt(WatchContext context, Links.Link link, Timed<T> timed, Duration length) {
        this.list = length.isZero();
        this.length = length;
        this.context = context;
        this.link = link;
        this.receiver = timed.receiver();
        this.timeout = new Timer(context.scheduler());
        this.limit = timed.timeout();
        startTimeout(LONGEST_PREPARATION, late -> new TimeoutException("no configuration or client " + late));
    }

    /** Lists; see {@link ApiLink#list}. */
    static <T extends ApiObject> Attempt<T> list(
            WatchContext context, Links.Link link, ObjectSet<T> set, String version, Timed<T> timed) {
        Attempt<T> attempt = new Attempt<>(context, link, timed, Duration.ZERO);
        attempt.call = link.api().list(set, version, timed.timeout(), attempt.new Hop());
        return attempt;
    }

    /** Watches; see {@link ApiLink#watch}. The timeout is for the beginning. */
    static <T extends ApiObject> Attempt<T> watch(
            WatchContext context, Links.Link link, ObjectSet<T> set, String version, Timed<T> timed) {
        // Not all at the same time, or every client would come back at the same time.
        Duration length = SHORTEST_WATCH.plus(context.upTo(SHORTEST_WATCH));
        Attempt<T> attempt = new Attempt<>(context, link, timed, length);
        attempt.call = link.api().watch(set, version, length, attempt.new Hop());
        return attempt;
    }

    /** Who hears, and how long the API server may take to begin. */
    record Timed<T extends ApiObject>(Duration timeout, ApiReceiver<T> receiver) {}

    boolean isList() {
        return list;
    }

    /** How long a watch is meant to be open. */
    Duration length() {
        return length;
    }

    /** Ends it, if it has not ended. */
    void end() {
        over = true;
        timeout.cancel();
        if (call != null) {
            call.cancel();
        }
    }

    private void startTimeout(Duration time, Function<String, Exception> failure) {
        timeout.start(time, () -> {
            if (!over) {
                end();
                link.fails(false);
                receiver.failed(new Problem.Broken(failure.apply("within " + time.toMillis() + " ms")));
            }
        });
    }

    private void finish(Runnable told) {
        if (!over) {
            over = true;
            timeout.cancel();
            told.run();
        }
    }

    /** From the HTTP client's threads to the scheduler. */
    private final class Hop implements ApiReceiver<T> {
        @Override
        public void sent() {
            context.scheduler().execute(() -> {
                if (!over) {
                    startTimeout(limit, late -> new HttpTimeoutException("no answer " + late));
                }
            });
        }

        @Override
        public void listed(ListReader.Listed<T> list) {
            context.scheduler()
                    .execute(() -> finish(() -> {
                        link.answers();
                        receiver.listed(list);
                    }));
        }

        @Override
        public void opened() {
            context.scheduler().execute(() -> {
                if (!over) {
                    timeout.cancel();
                    link.answers();
                    receiver.opened();
                }
            });
        }

        @Override
        public void event(WatchEvent<T> event) {
            context.scheduler().execute(() -> {
                if (!over) {
                    receiver.event(event);
                }
            });
        }

        @Override
        public void failed(Problem problem) {
            context.scheduler()
                    .execute(() -> finish(() -> {
                        if (problem.isOfLink()) {
                            link.fails(problem.noConnection());
                        }
                        receiver.failed(problem);
                    }));
        }
    }
}
