package io.fairlead.resolver;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One listener's way along a chain of sources. All its state is touched by tasks of the scheduler only. */
final class ChainSubscription implements Resolver.Subscription {
    /** What every subscription of a chain has in common. */
    record Order(
            List<Resolver> sources,
            Duration patience,
            boolean strict,
            Optional<LastGoodStore> lastGood,
            BooleanSupplier isClosed) {}

    private final Order order;
    private final Scheduler scheduler;
    private final ServiceRef service;
    private final Consumer<Resolution> listener;
    private final List<Link> links = new ArrayList<>();
    private final Optional<ColdStart> coldStart;
    private volatile Resolver.Subscription current = Resolver.Subscription.CONSTANT;
    private volatile String reason = "no source was asked yet";
    private volatile boolean closed;
    private Resolution last = new Resolution.Pending();

    ChainSubscription(Order order, Scheduler scheduler, ServiceRef service, Consumer<Resolution> listener) {
        this.order = order;
        this.scheduler = scheduler;
        this.service = service;
        this.listener = listener;
        this.coldStart = order.lastGood().map(store -> new ColdStart(store, service));
    }

    void start() {
        scheduler.execute(() -> {
            coldStart.ifPresent(start -> start.start(this::decide));
            askNext();
        });
    }

    @Override
    public Duration age() {
        return current.age();
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public void suspect() {
        current.suspect();
    }

    @Override
    public void close() {
        closed = true;
        scheduler.execute(() -> {
            links.forEach(Link::close);
            links.clear();
            coldStart.ifPresent(ColdStart::close);
        });
    }

    private void askNext() {
        if (isClosed()) {
            return;
        }
        Resolver next = order.sources().get(links.size());
        Link link = new Link(next.source());
        links.add(link);
        link.subscribe(next);
        scheduler.schedule(order.patience(), () -> {
            link.overdue = true;
            decide();
        });
    }

    /** Tells the listener the answer of the best source that has one, and asks the next where none has. */
    private void decide() {
        if (isClosed()) {
            return;
        }
        Resolution.@Nullable Failed failure = null;
        boolean resolvedBefore = false;
        for (Link link : List.copyOf(links)) {
            if (link.state instanceof Resolution.Failed failed) {
                if (link.answered) {
                    emit(failed, link);
                    return;
                }
                failure = worse(failure, failed);
            } else if (link.state instanceof Resolution.Pending) {
                if (link.answered || !link.overdue) {
                    bridge(failure);
                    return;
                }
                failure = worse(failure, link.late(service, order.patience()));
            } else if (failure != null && resolvedBefore && isAmbiguous(link.state)) {
                closeAfter(link);
                emit(failure, links.get(0));
                return;
            } else {
                closeAfter(link);
                answer(opened(link.state, failure), link);
                return;
            }
            resolvedBefore |= link.resolved;
        }
        if (links.size() < order.sources().size()) {
            bridge(failure);
            askNext();
        } else if (failure != null) {
            answer(withWordsOfAll(failure), links.get(0));
        }
    }

    // Which port is meant is more than it knows, and not that there is none: a source that did know is better kept than
    // given up for that.
    private static boolean isAmbiguous(Resolution state) {
        return state instanceof Resolution.NotFound notFound
                && notFound.reason() == Resolution.NotFound.Reason.AMBIGUOUS_PORT;
    }

    // While other sources are asked, which may take them their time.
    private void bridge(Resolution.@Nullable Failed failure) {
        if (failure != null && failure.kind() == Resolution.Failed.Kind.UNREACHABLE) {
            emitLastGood(failure);
        }
    }

    private void answer(Resolution resolution, Link link) {
        if (resolution instanceof Resolution.FailedOpen open) {
            // Where the source is denied, the cluster goes on changing, and its virtual IP knows.
            if (open.why().kind() == Resolution.Failed.Kind.UNREACHABLE && emitLastGood(open.why())) {
                return;
            }
        } else if (resolution instanceof Resolution.Failed failed) {
            boolean mayBeAsBefore = failed.kind() == Resolution.Failed.Kind.UNREACHABLE
                    || failed.kind() == Resolution.Failed.Kind.DENIED;
            if (mayBeAsBefore && emitLastGood(failed)) {
                return;
            }
        } else {
            coldStart.ifPresent(start -> start.heard(resolution, interest(link)));
        }
        emit(resolution, link);
    }

    // Whether there is nothing to say instead: it is told, or it is about to be known what to tell.
    private boolean emitLastGood(Resolution.Failed why) {
        if (coldStart.isEmpty()) {
            return false;
        }
        ColdStart start = coldStart.get();
        Optional<Resolution.LastGood> known = start.answer(why);
        known.ifPresent(lastGood -> emit(lastGood, start.interest(interest(links.get(0)))));
        return known.isPresent() || !(start.isRead() || links.get(0).overdue);
    }

    private boolean isClosed() {
        return closed || order.isClosed().getAsBoolean();
    }

    // Nobody answers, and any of the sources may be the one to mend: each of them has something to say.
    private Resolution.Failed withWordsOfAll(Resolution.Failed failure) {
        String others = links.stream()
                .map(link -> link.state)
                .flatMap(state -> state instanceof Resolution.Failed failed ? Stream.of(failed.message()) : Stream.of())
                .filter(message -> !message.equals(failure.message()))
                .distinct()
                .collect(Collectors.joining("; "));
        return others.isEmpty()
                ? failure
                : new Resolution.Failed(failure.kind(), withOthers(failure.message(), others), failure.cause());
    }

    // What is to be applied, in further lines, stays at the end, where it can be copied.
    private static String withOthers(String message, String others) {
        int end = message.indexOf('\n');
        return end < 0
                ? message + "; " + others
                : message.substring(0, end) + " (other sources: " + others.replace('\n', ' ') + ")"
                        + message.substring(end);
    }

    // The failure to tell is that of the first source that exists; an absent one is told only if nothing else is there.
    private static Resolution.Failed worse(Resolution.@Nullable Failed first, Resolution.Failed second) {
        if (first == null) {
            return second;
        }
        boolean supersedes =
                first.kind() == Resolution.Failed.Kind.ABSENT && second.kind() != Resolution.Failed.Kind.ABSENT;
        return supersedes ? second : first;
    }

    private Resolution opened(Resolution state, Resolution.@Nullable Failed failure) {
        if (failure == null || !(state instanceof Resolution.Resolved resolved)) {
            return state;
        }
        boolean byName = resolved.snapshot().source().equals(ServiceNameResolver.SOURCE);
        boolean failed = failure.kind() != Resolution.Failed.Kind.ABSENT;
        if (!byName && !(failed && isVirtualIp(resolved.snapshot()))) {
            return state;
        }
        return order.strict() ? failure : new Resolution.FailedOpen(resolved.snapshot(), failure);
    }

    // Pods that another source knows are no fall: they are what was asked for.
    private static boolean isVirtualIp(EndpointSnapshot snapshot) {
        return snapshot.clusterIp().map(List::of).equals(Optional.of(snapshot.endpoints()));
    }

    // A better source is back: the later ones are asked anew when they are needed again.
    private void closeAfter(Link link) {
        int kept = links.indexOf(link) + 1;
        List<Link> rest = links.subList(kept, links.size());
        rest.forEach(Link::close);
        rest.clear();
    }

    private void emit(Resolution resolution, Link link) {
        emit(resolution, interest(link));
    }

    private static Resolver.Subscription interest(Link link) {
        return link.subscription().orElse(Resolver.Subscription.CONSTANT);
    }

    private void emit(Resolution resolution, Resolver.Subscription source) {
        reason = links.stream().map(Link::describe).collect(Collectors.joining("; "));
        current = source;
        if (!resolution.equals(last)) {
            last = resolution;
            listener.accept(resolution);
        }
    }

    /** One source's part in the subscription. */
    private final class Link {
        private final String source;
        private Resolution state = new Resolution.Pending();
        /** Whether it has an answer to keep while it is silent or cannot be reached. */
        private boolean answered;
        /** Whether it ever told endpoints. */
        private boolean resolved;

        private boolean overdue;
        private boolean ended;
        private Resolver.@Nullable Subscription subscription;

        Link(String source) {
            this.source = source;
        }

        void subscribe(Resolver resolver) {
            try {
                subscription = resolver.subscribe(service, this::hear);
            } catch (RuntimeException e) {
                hear(new Resolution.Failed(
                        Resolution.Failed.Kind.INVALID,
                        service + ": the source " + source + " broke: " + e,
                        Optional.of(e)));
            }
        }

        private void hear(Resolution resolution) {
            scheduler.execute(() -> update(resolution));
        }

        Optional<Resolver.Subscription> subscription() {
            return Optional.ofNullable(subscription);
        }

        String describe() {
            if (state instanceof Resolution.Failed failed) {
                return source + " cannot tell: " + failed.message();
            }
            String said = subscription().map(Resolver.Subscription::reason).orElse("");
            return state instanceof Resolution.Pending ? source + " has not answered" : source + " answers: " + said;
        }

        Resolution.Failed late(ServiceRef asked, Duration patience) {
            return Resolution.Failed.of(
                    Resolution.Failed.Kind.UNREACHABLE,
                    asked + ": no answer from the source " + source + " within " + patience.toMillis()
                            + " ms, it is waited for all the same (wait for awaitReady(), or raise the discoveryTimeout; a process "
                            + "that has just started may need longer)");
        }

        void close() {
            ended = true;
            subscription().ifPresent(Resolver.Subscription::close);
        }

        private void update(Resolution resolution) {
            if (ended) {
                return;
            }
            if (resolution instanceof Resolution.Failed failed) {
                // Out of reach, the last answer is the best there is. Where the source can be asked and has no answer
                // for us, the cluster has changed or goes on changing, so the last one is given up for good.
                answered &= failed.kind() == Resolution.Failed.Kind.UNREACHABLE;
            } else {
                answered |= !(resolution instanceof Resolution.Pending);
            }
            // A Service that is gone leaves nothing to keep.
            resolved = (resolved || resolution instanceof Resolution.Resolved)
                    && !(resolution instanceof Resolution.NotFound);
            state = resolution;
            decide();
        }
    }
}
