package io.fairlead.resolver;

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

/**
 * One listener's way along a chain of sources: asks them, and does what {@link Precedence} decides. All its state is touched by tasks of
 * the scheduler only.
 */
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
    private final Precedence precedence;
    // The sources that were asked, the best first.
    private final List<ChainLink> links = new ArrayList<>();
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
        this.precedence = new Precedence(service, order.patience(), order.strict());
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
            links.forEach(ChainLink::close);
            links.clear();
            coldStart.ifPresent(ColdStart::close);
        });
    }

    private void askNext() {
        if (isClosed()) {
            return;
        }
        Resolver next = order.sources().get(links.size());
        ChainLink link = new ChainLink(next.source(), scheduler, this::decide);
        links.add(link);
        link.ask(next, service);
        scheduler.schedule(order.patience(), () -> {
            link.late();
            decide();
        });
    }

    private void decide() {
        if (isClosed()) {
            return;
        }
        Precedence.Decision decision = precedence.decide(
                links.stream().map(ChainLink::state).toList(),
                links.size() == order.sources().size());
        if (decision instanceof Precedence.Wait wait) {
            wait.failure().ifPresent(this::bridge);
        } else if (decision instanceof Precedence.AskNext ask) {
            ask.failure().ifPresent(this::bridge);
            askNext();
        } else if (decision instanceof Precedence.KeepAnswer keep) {
            closeAfter(keep.needed());
            emit(keep.failure(), links.get(keep.source()).interest());
        } else if (decision instanceof Precedence.Answer answer) {
            closeAfter(answer.needed());
            answer(answer.resolution(), links.get(answer.source()).interest());
        }
    }

    // While other sources are asked, which may take them their time.
    private void bridge(Resolution.Failed failure) {
        if (failure.kind() == Resolution.Failed.Kind.UNREACHABLE) {
            emitLastGood(failure);
        }
    }

    private void answer(Resolution resolution, Resolver.Subscription source) {
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
            coldStart.ifPresent(start -> start.heard(resolution, source));
        }
        emit(resolution, source);
    }

    // Whether there is nothing to say instead: it is told, or it is about to be known what to tell.
    private boolean emitLastGood(Resolution.Failed why) {
        if (coldStart.isEmpty()) {
            return false;
        }
        ColdStart start = coldStart.get();
        Optional<Resolution.LastGood> known = start.answer(why);
        known.ifPresent(lastGood -> emit(lastGood, start.interest(links.get(0).interest())));
        return known.isPresent() || !(start.isRead() || links.get(0).state().overdue());
    }

    private boolean isClosed() {
        return closed || order.isClosed().getAsBoolean();
    }

    // A better source is back: the later ones are asked anew when they are needed again.
    private void closeAfter(int needed) {
        List<ChainLink> rest = links.subList(needed, links.size());
        rest.forEach(ChainLink::close);
        rest.clear();
    }

    private void emit(Resolution resolution, Resolver.Subscription source) {
        reason = links.stream().map(ChainLink::describe).collect(Collectors.joining("; "));
        current = source;
        if (!resolution.equals(last)) {
            last = resolution;
            listener.accept(resolution);
        }
    }
}
