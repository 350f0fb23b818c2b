package io.fairlead.kubernetes;

import io.fairlead.time.Scheduler;
import java.net.http.HttpTimeoutException;
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
    private static final Duration SLOWEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);
    // A watch that ends sooner than this is not simply opened again at once.
    private static final long BRIEF = Duration.ofSeconds(1).toNanos();
    // A watch that ends no more than this before its planned end was not cut off: the API server counts whole seconds.
    private static final long PUNCTUAL = Duration.ofSeconds(5).toNanos();
    private static final Duration BRIEF_PAUSE = Duration.ofMillis(250);
    private static final int BRIEF_UNTIL_LIST = 2;
    private static final int BRIEF_UNTIL_OUTAGE = 5;

    private final WatchContext context;
    private final ObjectSet<T> set;
    private final Listener listener;
    private final ObjectStore<T> store;
    private final Watchdog<T> watchdog;
    private final Runnable doubt;
    private Links.Link link;
    private @Nullable Attempt<T> attempt;
    private @Nullable Outage outage;
    private Scheduler.@Nullable Scheduled nextTry;
    private Duration answerTimeout;
    private long openedNanos;
    private int briefEnds;
    private boolean listed;
    private boolean watching;
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
        this.doubt = watchdog::doubt;
        this.answerTimeout = context.options().answerTimeout();
        this.provenNanos = context.ticker().nanos();
        this.link = context.links().take(null);
        link.ride(doubt);
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
        if (nextTry != null || watching) {
            watchdog.suspect();
        }
    }

    /** Ends everything. */
    void end() {
        ended = true;
        watchdog.end();
        stopTrying();
        endAttempt();
        link.release(doubt);
    }

    ObjectStore<T> store() {
        return store;
    }

    // For the watchdog.

    Links.Link link() {
        return link;
    }

    boolean isWatching() {
        return watching;
    }

    Attempt.Timed<T> timed(ApiReceiver<T> receiver) {
        // The first answer has to wait for a cold process, too; whether there is a connection is known before.
        boolean cold = !listed && FIRST_ANSWER.compareTo(answerTimeout) > 0;
        return new Attempt.Timed<>(cold ? FIRST_ANSWER : answerTimeout, receiver);
    }

    /** The API server has just told that the copy is current. */
    void proven() {
        provenNanos = context.ticker().nanos();
        answerTimeout = context.options().answerTimeout();
        listener.proven();
    }

    /** Does now what is to be tried later, if anything is. Tells whether it was. */
    boolean tryNow() {
        boolean waits = nextTry != null;
        if (waits && !watchdog.mustLeaveAlone()) {
            stopTrying();
            retry();
        }
        return waits;
    }

    /** Goes on from a list that a check got, on the check's link, which is ours from now on. */
    void moveTo(Links.Link other, ListReader.Listed<T> list) {
        stopTrying();
        useLink(other);
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
        if (problem instanceof Problem.Broken broken && broken.cause() instanceof HttpTimeoutException) {
            Duration doubled = answerTimeout.multipliedBy(2);
            answerTimeout = doubled.compareTo(SLOWEST_ANSWER) < 0 ? doubled : SLOWEST_ANSWER;
        }
        Optional<Duration> retryAfter =
                problem instanceof Problem.Refused refused ? refused.retryAfter() : Optional.empty();
        retryAfter.ifPresent(watchdog::leaveAlone);
        tryIn(outage.delay(now, retryAfter));
        listener.failed(set, verb, problem);
    }

    private void retry() {
        if (listed) {
            watchdog.check();
        } else {
            if (!link.isTrusted()) {
                useLink(context.links().takeFresh(link));
            }
            list();
        }
    }

    private void list() {
        endAttempt();
        if (ended) {
            return; // whoever heard of the last answer wants no more
        }
        attempt = Attempt.list(context, link, set, "", timed(new Answers()));
    }

    private void take(ListReader.Listed<T> list) {
        store.replace(list);
        listed = true;
        proven();
        listener.changed();
        watch();
    }

    private void watch() {
        endAttempt();
        if (ended) {
            return;
        }
        attempt = Attempt.watch(context, link, set, store.version(), timed(new Answers()));
    }

    private void opened() {
        watching = true;
        openedNanos = context.ticker().nanos();
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
        boolean opened = watching;
        long planned = attempt == null ? 0 : attempt.length().toNanos();
        endAttempt();
        stopTrying();
        boolean gone = problem instanceof Problem.Refused refused && refused.isGone();
        if (!gone && (!opened || problem instanceof Problem.Refused)) {
            tryFailed("watch", problem);
            return;
        }
        long lived = opened ? context.ticker().nanos() - openedNanos : 0;
        boolean ofAge = problem instanceof Problem.Ended && lived > planned - PUNCTUAL;
        if (!gone && !ofAge) {
            // Cut off before its time: a restarted API server may have another past, and would be silent about it.
            watchdog.followUp();
        }
        briefEnds = lived < BRIEF ? briefEnds + 1 : 0;
        if (briefEnds > BRIEF_UNTIL_OUTAGE) {
            tryFailed("watch", problem);
        } else if (briefEnds > 1) {
            Duration pause = context.upTo(BRIEF_PAUSE.multipliedBy(1L << briefEnds));
            nextTry = context.scheduler().schedule(pause, () -> reopen(gone));
        } else {
            reopen(gone);
        }
    }

    private void reopen(boolean gone) {
        nextTry = null;
        if (!link.isTrusted()) {
            useLink(context.links().takeFresh(link));
        }
        if (gone || briefEnds >= BRIEF_UNTIL_LIST) {
            list();
        } else {
            watch();
        }
    }

    private void tryIn(Duration delay) {
        stopTrying();
        nextTry = context.scheduler().schedule(delay, () -> {
            nextTry = null;
            retry();
        });
    }

    private void stopTrying() {
        if (nextTry != null) {
            nextTry.cancel();
            nextTry = null;
        }
    }

    private void useLink(Links.Link other) {
        endAttempt();
        link.release(doubt);
        link = other;
        link.ride(doubt);
    }

    private void endAttempt() {
        watching = false;
        if (attempt != null) {
            attempt.end();
            attempt = null;
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
            if (attempt != null && attempt.isList()) {
                endAttempt();
                tryFailed("list", problem);
            } else {
                watchEnded(problem);
            }
        }
    }
}
