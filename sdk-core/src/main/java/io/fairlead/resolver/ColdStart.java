package io.fairlead.resolver;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription makes of the last good answers: reads the one of an earlier process, has it until a source answers, and keeps
 * what the sources answer. Touched by tasks of the scheduler only.
 */
final class ColdStart {
    static final String SOURCE = "last-good";

    private final LastGoodStore store;
    private final LastGoodKeeper keeper;
    private @Nullable LastGoodAnswer earlier;
    private boolean read;
    private boolean answered;

    ColdStart(LastGoodStore store, ServiceRef service) {
        this.store = store;
        this.keeper = store.keeper(service);
    }

    /**
     * Begins to read.
     *
     * @param done run when it is known whether there is something
     */
    void start(Runnable done) {
        keeper.read(found -> {
            read = true;
            earlier = answered ? null : found.orElse(null);
            done.run();
        });
    }

    /** Whether it is known whether there is something. */
    boolean isRead() {
        return read || answered;
    }

    /** The answer of an earlier process, as long as it is the best there is. */
    Optional<Resolution.LastGood> answer(Resolution.Failed why) {
        return Optional.ofNullable(earlier)
                .map(known -> new Resolution.LastGood(known.snapshot().withSource(SOURCE), known.provenAt(), why));
    }

    /** A source has answered. */
    void heard(Resolution answer, Resolver.Subscription source) {
        answered = true;
        earlier = null;
        boolean constant = source instanceof ConstantSubscription; // which is there at the next start as well
        if (answer instanceof Resolution.Resolved resolved && isGood(resolved.snapshot())) {
            if (!constant) {
                keeper.keep(resolved.snapshot(), source::age);
            }
        } else if (!constant) {
            keeper.forget();
        }
    }

    /** Interest in the earlier answer: as old as that is, and who is suspicious wants this source to come back. */
    Resolver.Subscription interest(Resolver.Subscription awaited) {
        LastGoodAnswer known = earlier;
        return known == null ? awaited : new Awaiting(store, known, awaited);
    }

    void close() {
        store.release(keeper);
    }

    // Without any ready endpoint, what would be done without the file is better.
    private static boolean isGood(EndpointSnapshot snapshot) {
        return snapshot.endpoints().stream()
                .anyMatch(endpoint -> endpoint.conditions().ready());
    }

    private record Awaiting(LastGoodStore store, LastGoodAnswer earlier, Resolver.Subscription awaited)
            implements Resolver.Subscription {
        @Override
        public Duration age() {
            return store.age(earlier);
        }

        @Override
        public void suspect() {
            awaited.suspect();
        }

        @Override
        public String reason() {
            return awaited.reason();
        }

        @Override
        public void close() {
            // The source is closed by whoever subscribed to it.
        }
    }
}
