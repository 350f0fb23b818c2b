package io.fairlead.resolver;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Checks;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sources in an order: the first is asked; where it fails, or does not answer in time, the next one is asked too.
 *
 * <p>A source that never answered for a Service is passed over as soon as it fails. One that did answer and cannot be reached
 * keeps its last answer; one that did and now fails in another way (denied, absent, invalid) gives way to the next that
 * answers, unless that one only cannot tell which port is meant. A better source that is back takes over. What a source knows not to exist is final and asks nobody else.
 *
 * <p>The Service's virtual IP as answer of a later source, given because an earlier one that exists has failed, is {@link
 * Resolution.FailedOpen}, or in strict mode the failure itself; so is its DNS name, whatever the reason. Endpoints that a later
 * source knows are resolved. A source that is absent ({@link Resolution.Failed.Kind#ABSENT}) has not failed: the next one is
 * simply the source. Where none answers, the failure is that of the first source that exists, with the words of all.
 */
public final class ResolverChain implements Resolver {
    private final List<Resolver> sources;
    private final Scheduler scheduler;
    private final Duration patience;
    private final boolean strict;
    private final Optional<LastGoodStore> lastGood;
    private volatile boolean closed;

    private ResolverChain(
            List<Resolver> sources,
            Scheduler scheduler,
            Duration patience,
            boolean strict,
            Optional<LastGoodStore> lastGood) {
        this.lastGood = lastGood;
        this.sources = sources;
        this.scheduler = scheduler;
        this.patience = patience;
        this.strict = strict;
    }

    /**
     * A chain that ends with the given sources.
     *
     * @param sources the best first; closed with the chain
     * @param scheduler on which every listener is called; stays the caller's
     * @param patience how long a source may take for its first answer before the next one is asked too; greater than zero
     */
    public static ResolverChain strict(List<Resolver> sources, Scheduler scheduler, Duration patience) {
        return new ResolverChain(
                Checks.nonEmpty(sources, "sources"), scheduler, checked(patience), true, Optional.empty());
    }

    /** The same, and after the given sources the Service's own DNS name with its port number. */
    public static ResolverChain failingOpen(List<Resolver> sources, Scheduler scheduler, Duration patience) {
        List<Resolver> all = new ArrayList<>(sources);
        all.add(new ServiceNameResolver());
        return new ResolverChain(List.copyOf(all), scheduler, checked(patience), false, Optional.empty());
    }

    /**
     * The same sources with a store of last good answers, which is closed with the chain. What it has is used until the first source
     * answers: in place of failing open while a source that exists cannot be reached or is silent, and where no source answers at all.
     */
    public ResolverChain keeping(LastGoodStore store) {
        return new ResolverChain(sources, scheduler, patience, strict, Optional.of(store));
    }

    @Override
    public String source() {
        return String.join(", then ", sources.stream().map(Resolver::source).toList());
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        ChainSubscription subscription = new ChainSubscription(
                new ChainSubscription.Order(sources, patience, strict, lastGood, () -> closed),
                scheduler,
                service,
                listener);
        subscription.start();
        return subscription;
    }

    @Override
    public void close() {
        closed = true;
        sources.forEach(Resolver::close);
        lastGood.ifPresent(LastGoodStore::close);
    }

    private static Duration checked(Duration patience) {
        Checks.positiveNanos(patience, "patience");
        return patience;
    }
}
