package io.fairlead;

import io.fairlead.FollowedService.Published;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of a group's states: subscribers of all, and those who wait for one of them. Safe for use by several threads. */
final class Audience {
    private static final Logger log = LoggerFactory.getLogger(EndpointGroup.class);

    private final List<Waiter<?>> waiters = new CopyOnWriteArrayList<>();
    private final List<Consumer<GroupState>> subscribers = new CopyOnWriteArrayList<>();

    /** A future that wants the first state which the function has a value for. */
    private record Waiter<T>(Function<Published, Optional<T>> value, CompletableFuture<T> future) {
        void offer(Published published) {
            Optional<T> found = value.apply(published);
            if (found.isPresent()) {
                future.complete(found.get());
            } else if (published.state().problem().orElse(null) instanceof Problem.Closed problem) {
                future.completeExceptionally(problem.exception(published.state().service()));
            }
        }
    }

    boolean isEmpty() {
        return subscribers.isEmpty() && waiters.isEmpty();
    }

    /** The value of the first state, from the present one on, that the function has one for. Cancelling it ends the wait. */
    <T> CompletableFuture<T> when(Function<Published, Optional<T>> value, Supplier<Published> present) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Waiter<T> waiter = new Waiter<>(value, future);
        waiters.add(waiter);
        CompletableFuture<T> unused = future.whenComplete((found, error) -> waiters.remove(waiter));
        // After it is in the list, so that no state can slip through between a look and the wait.
        waiter.offer(present.get());
        return future;
    }

    void add(Consumer<GroupState> subscriber) {
        subscribers.add(subscriber);
    }

    boolean has(Consumer<GroupState> subscriber) {
        return subscribers.contains(subscriber);
    }

    void remove(Consumer<GroupState> subscriber) {
        subscribers.remove(subscriber);
    }

    void tellAll(Published published) {
        waiters.forEach(waiter -> waiter.offer(published));
        subscribers.forEach(subscriber -> tell(subscriber, published.state()));
    }

    static void tell(Consumer<GroupState> subscriber, GroupState state) {
        try {
            subscriber.accept(state);
        } catch (RuntimeException e) {
            log.error("A subscriber of {} failed; the others are told all the same", state.service(), e);
        }
    }
}
