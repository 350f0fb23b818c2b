package io.fairlead.resolver;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A source of endpoints.
 *
 * <ul>
 *   <li>{@link #subscribe} does not block: it starts whatever work there is and returns. Creating a resolver starts
 *       nothing.
 *   <li>A listener is told every state that differs from the one before. Calls to one listener do not overlap and come in
 *       order, on any thread; the first may come before {@code subscribe} returns. None begins after the subscription is
 *       closed, save for one that was already on its way.
 *   <li>A source heals by itself: after {@link Resolution.NotFound} or {@link Resolution.Failed} it goes on looking, at its
 *       own pace, until the subscription is closed.
 *   <li>Subscribers of the same Service share the work.
 * </ul>
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface Resolver extends AutoCloseable {
    /** A short name for logs and explanations: {@code watch}, {@code environment}, {@code static}. */
    String source();

    /**
     * Follows a Service until the subscription is closed.
     *
     * @param service what to follow; its namespace is filled in
     * @param listener told every state; must not block and must not throw
     */
    Subscription subscribe(ServiceRef service, Consumer<Resolution> listener);

    /** Ends all subscriptions and releases everything. Idempotent; listeners hear nothing of it. */
    @Override
    void close();

    /** One listener's interest in one Service. */
    interface Subscription extends AutoCloseable {
        /**
         * How long ago the source last proved that its answer is current; zero for sources that cannot change.
         * Before the first proof: how long it has been tried.
         */
        Duration age();

        /**
         * A caller saw something that contradicts the answer, such as a refused connection: the source should check soon
         * whether it is still current. Never blocks; called often during an outage, so sources bound what they make of it.
         */
        void suspect();

        /** What the source can say about where its answer comes from and how current it is, for explanations. */
        String reason();

        /** Ends the interest. Idempotent. */
        @Override
        void close();

        /** Of a source that cannot change: never out of date, nothing to check, nothing to close. */
        Subscription CONSTANT = constant("it cannot change");

        /** The same, with a reason of its own. */
        static Subscription constant(String reason) {
            return new ConstantSubscription(reason);
        }
    }
}
