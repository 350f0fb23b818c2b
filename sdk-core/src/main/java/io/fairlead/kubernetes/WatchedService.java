package io.fairlead.kubernetes;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.FirstTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Service as the API server tells of it: its slices, or in their place its legacy Endpoints, itself, and who listens. Nothing is
 * told before both are known.
 *
 * <p>Only touched by tasks of the scheduler, but for {@link #age()} and {@link #suspect()}.
 */
final class WatchedService implements Reflector.Listener {
    private static final Logger log = LoggerFactory.getLogger(KubernetesResolver.class);

    private final WatchContext context;
    private final ServiceName name;
    private final EndpointKind kind;
    private final SharedStream<? extends SliceSource>.Part slices;
    private final SharedStream<ServiceFacts>.Part services;
    private final List<Listening> listeners = new ArrayList<>();
    private final List<Runnable> observers = new ArrayList<>();
    private final Map<String, Resolution.Failed> failures = new HashMap<>();
    private final FirstTimes warnings = new FirstTimes();
    private boolean slicesRefused;
    private boolean publishing;
    private boolean ended;
    private volatile boolean suspected;
    private volatile String reason;

    WatchedService(WatchContext context, Streams streams, EndpointKind kind, ServiceName name) {
        this.context = context;
        this.name = name;
        this.kind = kind;
        this.reason = "the " + kind.objects() + " and the Service " + name + " are being listed";
        this.slices = streams.join(kind.of(name), this);
        this.services = streams.join(ObjectSet.service(name.namespace(), name.name()), this);
    }

    void start() {
        slices.start();
        services.start();
    }

    void end() {
        ended = true;
        slices.end();
        services.end();
    }

    /** Begins to tell; what is known, at once. */
    Listening add(ServiceRef ref, Consumer<Resolution> consumer) {
        Listening listening = new Listening(ref, consumer);
        listeners.add(listening);
        publish();
        return listening;
    }

    /** Tells no more. Whether nobody listens now. */
    boolean remove(Listening listening) {
        listeners.remove(listening);
        return listeners.isEmpty();
    }

    /** Has this run after every word of the API server. The result ends that. */
    Runnable observe(Runnable observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /** Whether the Service may be read, and what tells of its endpoints may not be, or is not served. */
    boolean endpointsAreRefused() {
        return slicesRefused && services.isListed();
    }

    /** What is known; pending if that is nothing. */
    Resolution resolution(ServiceRef ref) {
        Resolution known = resolve(ref);
        return known == null ? new Resolution.Pending() : known;
    }

    /** The age of the older of the two. From any thread. */
    Duration age() {
        Duration one = slices.age();
        Duration other = services.age();
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** From any thread, and often. */
    void suspect() {
        if (!suspected) {
            suspected = true;
            context.scheduler().execute(() -> {
                suspected = false;
                if (!ended) {
                    slices.suspect();
                }
            });
        }
    }

    /** How the answer comes about, for explanations. From any thread. */
    String reason() {
        return reason;
    }

    @Override
    public void changed() {
        if (!publishing) {
            publishing = true;
            // Behind the events that are already here: a burst of them is one change.
            context.scheduler().execute(this::publish);
        }
    }

    @Override
    public void failed(ObjectSet<?> set, String verb, Problem problem) {
        boolean ofService = set.resource().equals(ObjectSet.SERVICES);
        slicesRefused |= !ofService && problem instanceof Problem.Refused refused && refused.isForThis();
        Resolution.Failed failure = failure(set, verb, problem);
        Resolution.Failed before = failures.put(set.resource(), failure);
        // What it means for calls, and whether anybody should know, is for those who ask: the name may be no Service at
        // all.
        if (before == null) {
            log.debug("{}", failure.message());
        } else {
            log.debug("{}: still failing: {}", name, problem.text());
        }
        if (before == null || before.kind() != failure.kind()) {
            changed();
        }
    }

    @Override
    public void recovered(ObjectSet<?> set) {
        failures.remove(set.resource());
        log.info("{}: {} are being watched again", name, set.resource());
        changed();
        // What one stream found out, the other need not wait for.
        if (set.resource().equals(ObjectSet.SERVICES)) {
            slices.tryNow();
        } else {
            slicesRefused = false;
            services.tryNow();
        }
    }

    // What was there before is out of reach, whatever it looks like: a kubeconfig is not there while somebody renews
    // it.
    private Resolution.Failed failure(ObjectSet<?> set, String verb, Problem problem) {
        Resolution.Failed failure = Failures.of(name, set, verb, problem);
        boolean known = slices.isListed() && services.isListed();
        return known && failure.kind() == Resolution.Failed.Kind.ABSENT
                ? new Resolution.Failed(Resolution.Failed.Kind.UNREACHABLE, failure.message(), failure.cause())
                : failure;
    }

    private void publish() {
        publishing = false;
        if (ended) {
            return;
        }
        for (Listening listening : List.copyOf(listeners)) {
            Resolution now = resolve(listening.ref);
            if (now != null) {
                listening.tell(now);
            }
        }
        List.copyOf(observers).forEach(Runnable::run);
    }

    private @Nullable Resolution resolve(ServiceRef ref) {
        Optional<Resolution.Failed> worst = failures.values().stream()
                .filter(this::matters)
                .max(Comparator.comparingInt(failure -> rank(failure.kind())));
        if (worst.isPresent()) {
            reason = worst.get().message();
            return worst.get();
        }
        if (!slices.isListed() || !services.isListed()) {
            return null;
        }
        Collection<? extends SliceSource> told = slices.objects();
        Optional<ServiceFacts> service = services.objects().stream().findFirst();
        EndpointMapping.Mapped mapped = EndpointMapping.resolve(
                ref,
                service,
                told.stream().flatMap(object -> object.slices().stream()).toList(),
                new EndpointMapping.Rules(kind.source(), context.options().admitLoopback()));
        if (kind == EndpointKind.ENDPOINTS && told.isEmpty() && mapped.resolution() instanceof Resolution.Resolved) {
            return withoutEndpoints(ref);
        }
        mapped.refused().forEach(address -> warn("an endpoint is left out because of its address " + address));
        mapped.skipped().forEach(entry -> warn("part of an annotation is skipped, " + entry));
        reason = "the " + kind.objects() + " and the Service " + name + " are watched" + kind.limits()
                + told.stream()
                        .map(SliceSource::note)
                        .filter(note -> !note.isEmpty())
                        .map(note -> "; " + note)
                        .collect(Collectors.joining())
                + (mapped.refused().isEmpty() ? "" : "; left out because of their addresses: " + mapped.refused())
                + (mapped.skipped().isEmpty() ? "" : "; skipped in annotations: " + mapped.skipped());
        return mapped.resolution();
    }

    // A controller makes Endpoints for every Service that selects pods, even if it finds none: without them nothing is
    // known of pods.
    private Resolution.Failed withoutEndpoints(ServiceRef ref) {
        reason = "there are no Endpoints for the Service " + name;
        return Resolution.Failed.of(
                Resolution.Failed.Kind.ABSENT,
                ref
                        + ": there are no Endpoints of that name, so its pods are not known by them: allow list and watch on "
                        + "endpointslices, or see whether this cluster still makes Endpoints");
    }

    // The Service itself hardly ever changes: where its slices are heard, they need not wait for its own stream.
    private boolean matters(Resolution.Failed failure) {
        boolean slicesAreHeard =
                failures.keySet().equals(Set.of(ObjectSet.SERVICES)) && slices.isListed() && services.isListed();
        return !slicesAreHeard || failure.kind() != Resolution.Failed.Kind.UNREACHABLE;
    }

    // What a human can mend is told rather than what may pass.
    private static int rank(Resolution.Failed.Kind kind) {
        return switch (kind) {
            case DENIED -> 3;
            case ABSENT -> 2;
            case INVALID -> 1;
            case UNREACHABLE -> 0;
        };
    }

    private void warn(String what) {
        if (warnings.isFirst(what)) {
            log.warn("{}: {}", name, what);
        }
    }

    /** One listener and what it heard last. */
    static final class Listening {
        private final ServiceRef ref;
        private final Consumer<Resolution> consumer;
        private @Nullable Resolution last;

        private Listening(ServiceRef ref, Consumer<Resolution> consumer) {
            this.ref = ref;
            this.consumer = consumer;
        }

        private void tell(Resolution now) {
            if (now.equals(last) || isSameFailure(now, last)) {
                return;
            }
            describe(now);
            last = now;
            try {
                consumer.accept(now);
            } catch (RuntimeException e) {
                log.error("{}: a listener failed; it goes on hearing", ref, e);
            }
        }

        // Another exception with the same text is no news.
        private static boolean isSameFailure(Resolution now, @Nullable Resolution before) {
            return now instanceof Resolution.Failed one
                    && before instanceof Resolution.Failed other
                    && one.kind() == other.kind()
                    && one.message().equals(other.message());
        }

        private void describe(Resolution now) {
            if (!(now instanceof Resolution.Resolved resolved)) {
                log.debug("{}: {}", ref, now);
                return;
            }
            EndpointSnapshot snapshot = resolved.snapshot();
            if (last == null) {
                log.info("{}: {} endpoints", ref, snapshot.endpoints().size());
            } else if (log.isDebugEnabled()) {
                log.debug("{}: {}", ref, SnapshotChange.describe(last, snapshot));
            }
        }
    }
}
