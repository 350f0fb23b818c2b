package io.fairlead;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the sources are asked about a Service: from its first use on, until nobody has used it for the idle time. The answer is kept
 * as long again, for whoever comes back. Everything but {@link #use()} and the questions is done by tasks of the scheduler.
 */
final class Following {
    /** Whom it works for. */
    interface Owner {
        void update(Resolution resolution);

        /** Whether somebody listens or waits without asking. */
        boolean isAwaited();

        /** Whether there is an answer that is worth keeping. */
        boolean hasAnswer();

        /** Nobody came back. */
        void forget();
    }

    private final ServiceRef service;
    private final GroupContext context;
    private final Owner owner;
    private Scheduler.Scheduled nextLook = () -> {};
    private volatile boolean following;
    // Whether anybody came since the last look: written once an idle time, not once a call.
    private volatile boolean used;
    private volatile boolean closed;
    private volatile Resolver.@Nullable Subscription subscription;
    private volatile @Nullable Kept kept;

    /** An answer of before the watch ended, until a source answers again. */
    private record Kept(long provenNanos) {}

    Following(ServiceRef service, GroupContext context, Owner owner) {
        this.service = service;
        this.context = context;
        this.owner = owner;
    }

    /** Somebody asks for the Service. Called for every call. */
    void use() {
        if (!used) {
            used = true;
        }
        if (!following) {
            context.scheduler().execute(this::follow);
        }
    }

    /** How old the answer in use is. */
    Duration age() {
        Kept old = kept;
        return old == null ? source().age() : Duration.ofNanos(context.ticker().nanos() - old.provenNanos());
    }

    /** Where the answer in use comes from. */
    String reason() {
        return kept == null
                ? source().reason()
                : "nobody had used " + service + " for a while: this is what was known, and the source is asked again";
    }

    void suspect() {
        source().suspect();
    }

    /** Ends the watch now, if nobody is there. */
    void rest() {
        context.scheduler().execute(() -> {
            if (!owner.isAwaited()) {
                unfollow();
            }
        });
    }

    /** For good. */
    void close() {
        closed = true;
        source().close();
    }

    private Resolver.Subscription source() {
        Resolver.Subscription current = subscription;
        return current == null ? Resolver.Subscription.CONSTANT : current;
    }

    private void follow() {
        if (!following && !closed) {
            following = true;
            subscription = context.sources().subscribe(service, this::heard);
            lookLater(this::restIfIdle);
        }
    }

    private void heard(Resolution resolution) {
        if (kept != null && resolution instanceof Resolution.LastGood) {
            return; // what is kept is at least as new
        }
        boolean answered = !(resolution instanceof Resolution.Failed) && !(resolution instanceof Resolution.Pending);
        if (answered) {
            kept = null;
        }
        owner.update(resolution);
    }

    private void restIfIdle() {
        if (used || owner.isAwaited()) {
            used = false;
            lookLater(this::restIfIdle);
        } else {
            unfollow();
        }
    }

    private void unfollow() {
        if (!following) {
            return;
        }
        following = false;
        Duration age = age();
        source().close();
        subscription = null;
        if (owner.hasAnswer()) {
            kept = new Kept(context.ticker().nanos() - age.toNanos());
            lookLater(this::forget);
        } else {
            nextLook.cancel();
            forget();
        }
    }

    // By then the addresses may be those of other Services' pods.
    private void forget() {
        kept = null;
        owner.forget();
    }

    private void lookLater(Runnable look) {
        nextLook.cancel();
        nextLook = context.scheduler().schedule(context.idleTimeout(), look);
    }
}
