package io.fairlead.dns;

import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Something that DNS tells, kept current: looked at again before its TTL is over, or soon where servers do not answer. A failure is told
 * when what was known before holds no longer. Touched by tasks of the scheduler only, but for {@link #age()} and {@link #suspect()}.
 */
final class Followed<T> {
    // Suspicions come with every call that fails.
    private static final Duration BETWEEN_SUSPICIONS = Duration.ofSeconds(1);
    // What is not there to be asked comes with a configuration, hardly ever while a process runs.
    private static final Duration ABSENT = Duration.ofSeconds(30);

    /**
     * How time passes.
     *
     * @param random spreads the looks of many clients over time
     * @param retryPause the longest pause between looks that fail
     */
    record Pace(Scheduler scheduler, Ticker ticker, RandomGenerator random, Duration retryPause) {
        // Ahead of the end, and not all clients at once.
        Duration refresh(Duration ttl) {
            return scaled(ttl, 0.7, 0.9);
        }

        Duration retry() {
            return scaled(retryPause, 0.5, 1);
        }

        private Duration scaled(Duration whole, double from, double to) {
            return Duration.ofNanos((long) (whole.toNanos() * (from + (to - from) * random.nextDouble())));
        }
    }

    /** Looks, and tells what it found once. */
    interface Lookup<T> {
        void look(Consumer<Looked<T>> then);
    }

    private final Pace pace;
    private final Lookup<T> lookup;
    private final List<Consumer<Looked<T>>> listeners = new ArrayList<>();
    private Scheduler.Scheduled next = () -> {};
    private Looked.@Nullable Known<T> known;
    private @Nullable Looked<T> told;
    private long expiresNanos;
    private long begunNanos;
    private boolean looking;
    private boolean ended;
    private volatile boolean suspected;
    private volatile long provenNanos;

    Followed(Pace pace, Lookup<T> lookup) {
        this.pace = pace;
        this.lookup = lookup;
        this.provenNanos = pace.ticker().nanos();
    }

    /** Begins to tell; what is known, at once. */
    void add(Consumer<Looked<T>> listener) {
        listeners.add(listener);
        Looked<T> now = told;
        if (now != null) {
            listener.accept(now);
        }
    }

    /** Tells no more. Whether nobody listens now. */
    boolean remove(Consumer<Looked<T>> listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /** Whether nobody listened yet. */
    boolean isUnheard() {
        return listeners.isEmpty();
    }

    void start() {
        look();
    }

    void end() {
        ended = true;
        next.cancel();
    }

    /** Since the last answer, or since the beginning. From any thread. */
    Duration age() {
        return Duration.ofNanos(pace.ticker().nanos() - provenNanos);
    }

    /** From any thread, and often. */
    void suspect() {
        if (!suspected) {
            suspected = true;
            pace.scheduler().execute(this::lookSoon);
        }
    }

    private void lookSoon() {
        suspected = false;
        if (ended || looking) {
            return;
        }
        Duration since = Duration.ofNanos(pace.ticker().nanos() - begunNanos);
        if (since.compareTo(BETWEEN_SUSPICIONS) >= 0) {
            look();
        } else {
            suspected = true; // until then: one look serves all
            lookIn(BETWEEN_SUSPICIONS.minus(since));
        }
    }

    private void lookIn(Duration delay) {
        next.cancel();
        next = pace.scheduler().schedule(delay, this::look);
    }

    private void look() {
        if (ended || looking) {
            return;
        }
        next.cancel();
        suspected = false;
        looking = true;
        begunNanos = pace.ticker().nanos();
        lookup.look(this::hear);
    }

    private void hear(Looked<T> looked) {
        if (!looking) {
            return;
        }
        looking = false;
        if (ended) {
            return;
        }
        long now = pace.ticker().nanos();
        if (looked instanceof Looked.Known<T> answer) {
            known = answer;
            provenNanos = now;
            expiresNanos = now + answer.ttl().toNanos();
            lookIn(pace.refresh(answer.ttl()));
            tell(answer);
            return;
        }
        boolean absent = ((Looked.Unknown<T>) looked).kind() != Kind.UNREACHABLE;
        Duration pause = absent ? ABSENT : pace.retry();
        Duration left = Duration.ofNanos(expiresNanos - now);
        if (known == null || absent || left.isNegative() || left.isZero()) {
            lookIn(pause);
            tell(looked);
        } else {
            // It still holds; who comes next sees whether it does.
            lookIn(AnswerReader.shorter(pause, left));
        }
    }

    private void tell(Looked<T> looked) {
        if (isNews(looked)) {
            told = looked;
            List.copyOf(listeners).forEach(listener -> listener.accept(looked));
        }
    }

    private boolean isNews(Looked<T> looked) {
        if (looked instanceof Looked.Known<T> now && told instanceof Looked.Known<T> before) {
            return !now.value().equals(before.value());
        }
        return !looked.equals(told);
    }
}
