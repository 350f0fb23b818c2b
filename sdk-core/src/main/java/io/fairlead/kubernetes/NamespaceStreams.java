package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one kind of object in one namespace: one a Service, or, from so many Services on, one for all of them. When they become
 * half as many it is one a Service again. Where the one for all is refused, it stays at one a Service, and it is tried again later.
 *
 * <p>Only touched by tasks of the scheduler.
 */
final class NamespaceStreams<T extends ApiObject> {
    private static final Logger log = LoggerFactory.getLogger(KubernetesResolver.class);
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(10);

    private final WatchContext context;
    private final ObjectSet<T> all;
    private final Runnable unused;
    private final List<Feed<T>> feeds = new ArrayList<>();
    private final Map<String, SharedStream<T>> ofServices = new HashMap<>();
    private @Nullable SharedStream<T> ofAll;
    private SharedStream<T>.@Nullable Part watcher;
    private final Timer nextTry;

    /**
     * Streams that nobody has a part in yet.
     *
     * @param all every object of the kind in the namespace
     * @param unused told when nobody has a part in them any more
     */
    NamespaceStreams(WatchContext context, ObjectSet<T> all, Runnable unused) {
        this.context = context;
        this.all = all;
        this.unused = unused;
        this.nextTry = new Timer(context.scheduler());
    }

    /** The objects of one Service. */
    Feed<T> join(ObjectSet<T> ofService, String service, Reflector.Listener listener) {
        Feed<T> feed = new Feed<>(this, ofService, service, listener);
        feeds.add(feed);
        SharedStream<T> shared = ofAll;
        // What it does not have may be only just made: a list of its own knows.
        feed.begin(shared == null || shared.isKnownNotToHave(service) ? streamOf(feed) : shared);
        return feed;
    }

    /** It is in use now. */
    void started(Feed<T> feed) {
        if (ofAll != null) {
            feed.changeTo(ofAll);
        } else if (!nextTry.isRunning() && services() >= context.options().namespaceWatchFrom()) {
            openForAll();
        }
    }

    void left(Feed<T> feed) {
        feeds.remove(feed);
        if (feeds.isEmpty()) {
            closeForAll();
            nextTry.cancel();
            unused.run();
        } else if (ofAll != null && 2 * services() <= context.options().namespaceWatchFrom()) {
            log.debug("{}: {} Services are left, each is watched by itself again", all.path(), services());
            closeForAll();
            List.copyOf(feeds).forEach(each -> each.changeTo(streamOf(each)));
        }
    }

    private long services() {
        return feeds.stream()
                .filter(Feed::isStarted)
                .map(Feed::service)
                .distinct()
                .count();
    }

    private void openForAll() {
        log.debug("{}: {} Services are in use, one watch serves them all", all.path(), services());
        SharedStream<T> opened = new SharedStream<>(context, all, () -> {});
        ofAll = opened;
        SharedStream<T>.Part part = opened.join("", new Refusals());
        watcher = part;
        part.start();
        List.copyOf(feeds).forEach(feed -> feed.changeTo(opened));
    }

    private void closeForAll() {
        ofAll = null;
        SharedStream<T>.Part part = watcher;
        watcher = null;
        if (part != null) {
            part.end();
        }
    }

    private SharedStream<T> streamOf(Feed<T> feed) {
        String service = feed.service();
        return ofServices.computeIfAbsent(
                service, name -> new SharedStream<>(context, feed.ofService(), () -> ofServices.remove(name)));
    }

    private void refused(Problem problem) {
        log.info(
                "{}: not allowed for all Services at once ({}), each is watched by itself", all.path(), problem.text());
        closeForAll();
        Duration pause = REFUSED_PAUSE.plus(context.upTo(REFUSED_PAUSE));
        nextTry.start(pause, () -> {
            if (services() >= context.options().namespaceWatchFrom()) {
                openForAll();
            }
        });
        List.copyOf(feeds).forEach(feed -> feed.fallBackTo(streamOf(feed)));
    }

    /** Hears whether the stream for all is allowed. */
    private final class Refusals implements Reflector.Listener {
        @Override
        public void changed() {
            // Each Service's feed hears of its own.
        }

        @Override
        public void failed(ObjectSet<?> set, String verb, Problem problem) {
            if (watcher != null && problem instanceof Problem.Refused refused && refused.isForThis()) {
                NamespaceStreams.this.refused(problem);
            }
        }

        @Override
        public void recovered(ObjectSet<?> set) {
            // Nothing depends on it here.
        }
    }
}
