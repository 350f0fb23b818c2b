package io.fairlead.resolver;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.time.Scheduler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One source as it was asked for a subscription of the chain. Only touched by tasks of the scheduler. */
final class ChainLink {
    private final Scheduler scheduler;
    private final Runnable news;
    private SourceState state;
    private Resolver.@Nullable Subscription subscription;
    private boolean ended;

    /**
     * A source that is not asked yet.
     *
     * @param news run after each word of it, until this is closed
     */
    ChainLink(String source, Scheduler scheduler, Runnable news) {
        this.scheduler = scheduler;
        this.news = news;
        this.state = SourceState.asked(source);
    }

    /** Asks it; what it throws is its answer. */
    void ask(Resolver resolver, ServiceRef service) {
        try {
            subscription = resolver.subscribe(service, this::hear);
        } catch (RuntimeException e) {
            hear(new Resolution.Failed(
                    Resolution.Failed.Kind.INVALID,
                    service + ": the source " + state.source() + " broke: " + e,
                    Optional.of(e)));
        }
    }

    SourceState state() {
        return state;
    }

    /** The time for its first answer is over. */
    void late() {
        state = state.late();
    }

    /** Interest in what it tells; constant while it could not be asked. */
    Resolver.Subscription interest() {
        return subscription().orElse(Resolver.Subscription.CONSTANT);
    }

    /** What it says, for explanations. */
    String describe() {
        if (state.told() instanceof Resolution.Failed failed) {
            return state.source() + " cannot tell: " + failed.message();
        }
        String said = subscription().map(Resolver.Subscription::reason).orElse("");
        return state.told() instanceof Resolution.Pending
                ? state.source() + " has not answered"
                : state.source() + " answers: " + said;
    }

    void close() {
        ended = true;
        subscription().ifPresent(Resolver.Subscription::close);
    }

    private void hear(Resolution resolution) {
        scheduler.execute(() -> {
            if (!ended) {
                state = state.heard(resolution);
                news.run();
            }
        });
    }

    private Optional<Resolver.Subscription> subscription() {
        return Optional.ofNullable(subscription);
    }
}
