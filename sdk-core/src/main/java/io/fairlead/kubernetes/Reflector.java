package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a copy of a set of objects: lists, watches from there, opens a watch that ended again where it ended, lists anew where
 * that is not possible, and goes on trying through any outage. A watchdog beside it finds out when the watch is dead.
 *
 * <p>Only touched by tasks of the scheduler.
 */
final class Reflector<T extends ApiObject> {
    private final WatchContext context;
    private final ObjectSet<T> set;
    private final Listener listener;
    private final ObjectStore<T> store;
    private final Watchdog<T> watchdog;
    private final LinkInUse<T> link;
    private final AnswerTimeout answerTimeout;
    private final WatchEnds watchEnds = new WatchEnds();
    private final Timer nextTry;
    private @Nullable Outage outage;
    private boolean listed;
    private boolean ended;
    private volatile long provenNanos;

    /** Hears of a reflector, on the scheduler. */
    interface Listener {
        /** The objects may have changed, or are known for the first time. */
        void changed();

        /** What is known is known to be current, perhaps at a later version. */
        default void proven() {}

        /** They cannot be told: an outage began, or goes on for another reason. */
        void failed(ObjectSet<?> set, String verb, Problem problem);

        /** They are being watched again. */
        void recovered(ObjectSet<?> set);
    }

    Reflector(WatchContext context, ObjectSet<T> set, Listener listener) {
        this.context = context;
        this.set = set;
        this.listener = listener;
        this.store = new ObjectStore<>(set.service());
        this.watchdog = new Watchdog<>(context, set, this);
        this.answerTimeout = new AnswerTimeout(context.options().answerTimeout());
        this.nextTry = new Timer(context.scheduler());
        this.provenNanos = context.ticker().nanos();
        this.link = new LinkInUse<>(context, set, watchdog::doubt);
    }

    void start() {
        list();
        watchdog.start();
    }

    /** Whether the objects have ever been told. */
    boolean isListed() {
        return listed;
    }

    /** Those that are about a Service. */
    Collection<T> objects(String service) {
        return store.objects(service);
    }

    /** How long ago the API server last proved that the copy is current. From any thread. */
    Duration age() {
        return Duration.ofNanos(Math.max(0, context.ticker().nanos() - provenNanos));
    }

    /** A caller saw something that contradicts the copy. */
    void suspect() {
        if (nextTry.isRunning() || isWatching()) {
            watchdog.suspect();
        }
    }

    /** Ends everything. */
    void end() {
        ended = true;
        watchdog.end();
        nextTry.cancel();
        link.release();
    }

    ObjectStore<T> store() {
        return store;
    }

    // For the watchdog.

    Links.Link link() {
        return link.current();
    }

    boolean isWatching() {
        return link.isWatching();
    }

    Attempt.Timed<T> timed(ApiReceiver<T> receiver) {
        return new Attempt.Timed<>(answerTimeout.next(!listed), receiver);
    }

    /** The API server has just told that the copy is current. */
    void proven() {
        provenNanos = context.ticker().nanos();
        answerTimeout.proven();
        listener.proven();
    }

    /** Does now what is to be tried later, if anything is. Tells whether it was. */
    boolean tryNow() {
        boolean waits = nextTry.isRunning();
        if (waits && !watchdog.mustLeaveAlone()) {
            nextTry.cancel();
            retry();
        }
        return waits;
    }

    /** Goes on from a list that a check got, on the check's link, which is ours from now on. */
    void moveTo(Links.Link other, ListReader.Listed<T> list) {
        nextTry.cancel();
        link.changeTo(other);
        if (store.isOlder(list.version())) {
            // An API server that is behind, or the cluster's restored past: only the newest state can tell.
            list();
        } else if (store.agreesWith(list)) {
            store.advance(list.version());
            proven();
            watch();
        } else {
            take(list);
        }
    }

    /** Begins an outage, or goes on with it. An open watch stays open until there is another one: it may yet come back. */
    void tryFailed(String verb, Problem problem) {
        if (ended) {
            return;
        }
        long now = context.ticker().nanos();
        if (outage == null) {
            outage = new Outage(context.options(), context.random(), now);
        }
        answerTimeout.failed(problem);
        Optional<Duration> retryAfter =
                problem instanceof Problem.Refused refused ? refused.retryAfter() : Optional.empty();
        retryAfter.ifPresent(watchdog::leaveAlone);
        nextTry.start(outage.delay(now, retryAfter), this::retry);
        listener.failed(set, verb, problem);
    }

    private void retry() {
        if (listed) {
            watchdog.check();
        } else {
            link.changeIfDistrusted();
            list();
        }
    }

    private void list() {
        if (!ended) { // whoever heard of the last answer may want no more
            link.list(timed(new Answers()));
        }
    }

    private void take(ListReader.Listed<T> list) {
        store.replace(list);
        listed = true;
        proven();
        listener.changed();
        watch();
    }

    private void watch() {
        if (!ended) {
            link.watch(store.version(), timed(new Answers()));
        }
    }

    private void opened() {
        link.opened();
        if (outage != null) {
            outage = null;
            listener.recovered(set);
        }
    }

    private void apply(WatchEvent<T> event) {
        String version = event.object().id().version();
        switch (event.type()) {
            case "ADDED", "MODIFIED", "DELETED", "BOOKMARK" -> {
                if (store.isOlder(version)) {
                    list();
                    return;
                }
                boolean changed = store.apply(event);
                proven();
                if (changed) {
                    listener.changed();
                }
            }
            case "ERROR" -> watchEnded(new Problem.Refused(event.code(), Optional.empty(), event.message()));
            default -> watchEnded(new Problem.Broken(new IllegalStateException("watch event " + event.type())));
        }
    }

    private void watchEnded(Problem problem) {
        WatchEnds.End end = link.endWatch(problem);
        nextTry.cancel();
        WatchEnds.Next next = watchEnds.after(end);
        if (next.check()) {
            watchdog.followUp();
        }
        if (!(next instanceof WatchEnds.Resume resume)) {
            tryFailed("watch", problem);
        } else if (resume.pause().isZero()) {
            resume(resume.list());
        } else {
            nextTry.start(context.upTo(resume.pause()), () -> resume(resume.list()));
        }
    }

    private void resume(boolean byList) {
        link.changeIfDistrusted();
        if (byList) {
            list();
        } else {
            watch();
        }
    }

    private final class Answers implements ApiReceiver<T> {
        @Override
        public void sent() {
            // The attempt minds the time.
        }

        @Override
        public void listed(ListReader.Listed<T> list) {
            take(list);
        }

        @Override
        public void opened() {
            Reflector.this.opened();
        }

        @Override
        public void event(WatchEvent<T> event) {
            apply(event);
        }

        @Override
        public void failed(Problem problem) {
            if (link.isListing()) {
                link.endRequest();
                tryFailed("list", problem);
            } else {
                watchEnded(problem);
            }
        }
    }
}
