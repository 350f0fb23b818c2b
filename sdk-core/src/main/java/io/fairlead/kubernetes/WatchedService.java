package io.fairlead.kubernetes;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.FirstTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Service as the API server tells of it: its slices, itself, and who listens. Nothing is told before both are known.
 *
 * <p>Only touched by tasks of the scheduler, but for {@link #age()} and {@link #suspect()}.
 */
final class WatchedService implements Reflector.Listener {
    private static final Logger log = LoggerFactory.getLogger(KubernetesResolver.class);
    // Enough to see what is wrong; a hostile slice must not fill the memory.

    private final WatchContext context;
    private final ServiceName name;
    private final Reflector<Slice> slices;
    private final Reflector<ServiceFacts> services;
    private final List<Listening> listeners = new ArrayList<>();
    private final Map<String, Resolution.Failed> failures = new HashMap<>();
    private final FirstTimes warnings = new FirstTimes();
    private boolean publishing;
    private boolean ended;
    private volatile boolean suspected;
    private volatile String reason;

    WatchedService(WatchContext context, ServiceName name) {
        this.context = context;
        this.name = name;
        this.reason = "the EndpointSlices and the Service " + name + " are being listed";
        this.slices = new Reflector<>(context, ObjectSet.slices(name.namespace(), name.name()), this);
        this.services = new Reflector<>(context, ObjectSet.service(name.namespace(), name.name()), this);
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
        if (set.resource().equals(ObjectSet.SLICES)) {
            services.tryNow();
        } else {
            slices.tryNow();
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
        EndpointMapping.Mapped mapped = EndpointMapping.resolve(
                ref,
                services.objects().stream().findFirst(),
                slices.objects(),
                context.options().admitLoopback());
        mapped.refused().forEach(address -> warn("an endpoint is left out because of its address " + address));
        mapped.skipped().forEach(entry -> warn("part of an annotation is skipped, " + entry));
        reason = "the EndpointSlices and the Service " + name + " are watched"
                + (mapped.refused().isEmpty() ? "" : "; left out because of their addresses: " + mapped.refused())
                + (mapped.skipped().isEmpty() ? "" : "; skipped in annotations: " + mapped.skipped());
        return mapped.resolution();
    }

    // The Service itself hardly ever changes: where its slices are heard, they need not wait for its own stream.
    private boolean matters(Resolution.Failed failure) {
        boolean slicesAreHeard = !failures.containsKey(ObjectSet.SLICES) && slices.isListed() && services.isListed();
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
