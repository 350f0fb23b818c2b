package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.FirstTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Service as the API server tells of it, and who listens. Nothing is told before all that is needed is known.
 *
 * <p>Only touched by tasks of the scheduler, but for {@link #age()}, {@link #suspect()} and {@link #reason()}.
 */
final class WatchedService {
    private static final Logger log = LoggerFactory.getLogger(KubernetesResolver.class);

    private final WatchContext context;
    private final ServiceName name;
    private final EndpointKind kind;
    private final ServiceStreams streams;
    private final List<Listening> listeners = new ArrayList<>();
    private final List<Runnable> observers = new ArrayList<>();
    private final FirstTimes warnings = new FirstTimes();
    private boolean publishing;
    private boolean ended;
    private volatile boolean suspected;
    private volatile String reason;

    WatchedService(WatchContext context, Streams streams, EndpointKind kind, ServiceName name) {
        this.context = context;
        this.name = name;
        this.kind = kind;
        this.reason = "the " + kind.objects() + " and the Service " + name + " are being listed";
        this.streams = new ServiceStreams(context, streams, kind, name, this::publishSoon);
    }

    void start() {
        streams.start();
    }

    void end() {
        ended = true;
        streams.end();
    }

    /** Begins to tell; what is known, at once. */
    Listening add(ServiceRef ref, Consumer<Resolution> consumer) {
        Listening listening = new Listening(ref, context.options(), consumer);
        listeners.add(listening);
        publish();
        return listening;
    }

    /** Tells no more. Whether nobody listens now. */
    boolean remove(Listening listening) {
        listeners.remove(listening);
        return listeners.isEmpty();
    }

    /**
     * Has this run soon, and after every word of the API server: always after those who listen were told of the same. The result ends
     * that.
     */
    Runnable observe(Runnable observer) {
        observers.add(observer);
        publishSoon();
        return () -> observers.remove(observer);
    }

    /** Whether the Service may be read, and what tells of its endpoints may not be, or is not served. */
    boolean endpointsAreRefused() {
        return streams.endpointsAreRefused();
    }

    /** Whether that will be known once the API server has told of the Service, which it is asked to. */
    boolean endpointsMayBeRefused() {
        return streams.endpointsMayBeRefused();
    }

    /** What is known; pending if that is nothing. */
    Resolution resolution(ServiceRef ref) {
        return resolve(ref, new SliceParts(ref, context.options())).orElseGet(Resolution.Pending::new);
    }

    /** The age of the oldest of what is watched. From any thread. */
    Duration age() {
        return streams.age();
    }

    /** From any thread, and often. */
    void suspect() {
        if (!suspected) {
            suspected = true;
            context.scheduler().execute(() -> {
                suspected = false;
                if (!ended) {
                    streams.suspect();
                }
            });
        }
    }

    /** How the answer comes about, for explanations. From any thread. */
    String reason() {
        return reason;
    }

    private void publishSoon() {
        if (!publishing) {
            publishing = true;
            // Behind the events that are already here: a burst of them is one change.
            context.scheduler().execute(this::publish);
        }
    }

    private void publish() {
        publishing = false;
        if (ended) {
            return;
        }
        streams.beginRound();
        for (Listening listening : List.copyOf(listeners)) {
            resolve(listening.ref(), listening.parts()).ifPresent(listening::tell);
        }
        List.copyOf(observers).forEach(Runnable::run);
        streams.endRound();
    }

    private Optional<Resolution> resolve(ServiceRef ref, SliceParts parts) {
        EndpointMapping.Rules rules = new EndpointMapping.Rules(
                kind.source(), context.options(), context.outside().getAsBoolean());
        KnownService known = streams.known(ref, rules);
        if (known.failure().isPresent()) {
            Resolution.Failed failure = known.failure().get();
            reason = failure.message();
            return Optional.of(failure);
        }
        if (!known.listed()) {
            return Optional.empty();
        }
        ServiceAnswer answer = ServiceAnswer.of(ref, kind, known, rules, parts);
        answer.warnings().forEach(this::warn);
        reason = answer.reason();
        return Optional.of(answer.resolution());
    }

    private void warn(String what) {
        if (warnings.isFirst(what)) {
            log.warn("{}: {}", name, what);
        }
    }
}
