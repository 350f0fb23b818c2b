package io.fairlead.kubernetes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a watch still tells the truth, by a cheap list over a link that is not under suspicion: when nothing was
 * heard for the liveness age, when a caller is suspicious, when another stream of the same link turned out to be dead. A watch
 * that says something else than the list is dead. A quiet healthy watch is never checked.
 *
 * <p>Only touched by tasks of the scheduler.
 */
final class Watchdog<T extends ApiObject> {
    /** "What you have at hand": costs the API server no look into its storage. */
    private static final String AT_HAND = "0";
    // The watch may be about to say what the list said already.
    private static final Duration GRACE = Duration.ofMillis(300);
    // Less than half a second from the failing call; spread, since all clients see a pod die at the same time.
    private static final Duration SUSPICION_SPREAD = Duration.ofMillis(250);
    // A pod that refuses connections takes a moment to leave its slice.
    private static final Duration FOLLOW_UP = Duration.ofSeconds(4);

    private final WatchContext context;
    private final ObjectSet<T> set;
    private final Reflector<T> reflector;
    private final Suspicions suspicions = new Suspicions();
    private Links.@Nullable Link link;
    private @Nullable Attempt<T> check;
    private final Timer liveness;
    private final Timer planned;
    private final Timer judgement;
    private boolean suspicious;
    private boolean doubted;
    private long quietUntilNanos;

    Watchdog(WatchContext context, ObjectSet<T> set, Reflector<T> reflector) {
        this.context = context;
        this.set = set;
        this.reflector = reflector;
        this.liveness = new Timer(context.scheduler());
        this.planned = new Timer(context.scheduler());
        this.judgement = new Timer(context.scheduler());
        this.quietUntilNanos = context.ticker().nanos();
    }

    void start() {
        Duration age = context.options().livenessAge();
        look(age.plus(context.upTo(age.dividedBy(10))));
    }

    /** A caller is suspicious: checks within half a second, unless that was done a moment ago. */
    void suspect() {
        if (suspicious || check != null || judgement.isRunning()) {
            return;
        }
        suspicious = true;
        long now = context.ticker().nanos();
        Duration quiet = Duration.ofNanos(mustLeaveAlone() ? quietUntilNanos - now : 0);
        Duration pause = longer(suspicions.pause(now), quiet).plus(context.upTo(SUSPICION_SPREAD));
        planned.start(pause, () -> {
            suspicions.followed(context.ticker().nanos());
            checkNow();
        });
    }

    /** Another stream over the same link is dead, so this one is too. */
    void doubt() {
        doubted = true;
        if (check == null) {
            planned.start(context.upTo(SUSPICION_SPREAD), this::checkNow);
        }
    }

    /** The API server wants to be left alone for so long. */
    void leaveAlone(Duration time) {
        quietUntilNanos = context.ticker().nanos() + time.toNanos();
    }

    boolean mustLeaveAlone() {
        return context.ticker().nanos() - quietUntilNanos < 0;
    }

    /** Checks again in a while. */
    void followUp() {
        if (!planned.isRunning()) {
            planned.start(FOLLOW_UP.plus(context.upTo(FOLLOW_UP)), this::checkNow);
        }
    }

    /** Checks now, one at a time. */
    void check() {
        if (check != null) {
            return;
        }
        planned.cancel();
        Links.Link fresh = chooseLink();
        link = fresh;
        check = Attempt.list(context, fresh, set, AT_HAND, reflector.timed(new Answers()));
    }

    void end() {
        planned.cancel();
        liveness.cancel();
        judgement.cancel();
        if (check != null) {
            check.end();
        }
        dropLink();
    }

    private void checkNow() {
        if (!reflector.tryNow() && reflector.isWatching()) {
            check();
        }
        suspicious &= check != null;
    }

    private void look(Duration delay) {
        liveness.start(delay, () -> {
            Duration left = context.options().livenessAge().minus(reflector.age());
            boolean old = left.isNegative() || left.isZero();
            if (old && reflector.isWatching() && check == null && !judgement.isRunning()) {
                check();
            }
            Duration next = old ? context.options().livenessAge().dividedBy(2) : left;
            look(next.plus(context.upTo(context.options().livenessAge().dividedBy(10))));
        });
    }

    private Links.Link chooseLink() {
        if (!reflector.isWatching() && reflector.link().isTrusted()) {
            dropLink();
            return context.links().share(reflector.link());
        }
        Links.Link spare = link;
        if (spare != null && spare.mayConnectYet(context.ticker().nanos())) {
            return spare;
        }
        dropLink();
        return context.links().takeFresh(reflector.link());
    }

    private void agreed(ListReader.Listed<T> list) {
        reflector.store().advance(list.version());
        reflector.proven();
        dropLink();
        if (suspicious) {
            followUp();
        }
        suspicious = false;
    }

    private void judge(ListReader.Listed<T> list) {
        if (reflector.isWatching() && !doubted && reflector.store().isAtLeast(list)) {
            agreed(list);
            return;
        }
        reflector.link().condemn();
        move(list);
    }

    private void move(ListReader.Listed<T> list) {
        Links.Link taken = link;
        if (taken != null) {
            link = null;
            suspicious = false;
            doubted = false;
            planned.cancel();
            reflector.moveTo(taken, list);
        }
    }

    private void failed(Problem problem) {
        suspicious = false;
        Links.Link tried = link;
        if (tried != null && !tried.mayConnectYet(context.ticker().nanos())) {
            dropLink();
        }
        if (problem instanceof Problem.Refused refused && refused.isBusy() && reflector.isWatching() && !doubted) {
            Duration pause = refused.retryAfter().orElse(Duration.ZERO);
            leaveAlone(pause);
            planned.start(pause.plus(context.upTo(context.options().shortDelay())), this::checkNow);
            return;
        }
        if (!doubted && reflector.isWatching()) {
            doubted = true;
            reflector.link().condemn();
            planned.cancel();
        }
        reflector.tryFailed("list", problem);
    }

    private void dropLink() {
        Links.Link dropped = link;
        if (dropped != null) {
            link = null;
            dropped.release(() -> {});
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private final class Answers implements ApiReceiver<T> {
        @Override
        public void sent() {
            // The attempt minds the time.
        }

        @Override
        public void listed(ListReader.Listed<T> list) {
            check = null;
            if (doubted || !reflector.isWatching() || reflector.store().isOlder(list.version())) {
                move(list);
            } else if (reflector.store().agreesWith(list)) {
                agreed(list);
            } else {
                judgement.start(GRACE, () -> judge(list));
            }
        }

        @Override
        public void opened() {
            // Not a watch.
        }

        @Override
        public void event(WatchEvent<T> event) {
            // Not a watch.
        }

        @Override
        public void failed(Problem problem) {
            check = null;
            Watchdog.this.failed(problem);
        }
    }
}
