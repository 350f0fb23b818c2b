package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Admission;
import io.fairlead.internal.FirstTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Service as the API server tells of it: its slices, or in their place its legacy Endpoints, itself, where it is reached by node
 * ports the nodes, and who listens. Nothing is told before all that is needed is known.
 *
 * <p>Only touched by tasks of the scheduler, but for {@link #age()} and {@link #suspect()}.
 */
final class WatchedService implements Reflector.Listener {
    private static final Logger log = LoggerFactory.getLogger(KubernetesResolver.class);

    private final WatchContext context;
    private final ServiceName name;
    private final EndpointKind kind;
    private final Feed<? extends SliceSource> slices;
    private final Feed<ServiceFacts> services;
    private final List<Listening> listeners = new ArrayList<>();
    private final List<Runnable> observers = new ArrayList<>();
    private final StreamFailures failures = new StreamFailures();
    private final FirstTimes warnings = new FirstTimes();
    // Whether any reach that the options allow needs them.
    private final boolean slicesWanted;
    private final NodesInUse nodes;
    private boolean slicesRefused;
    private boolean publishing;
    private boolean ended;
    private volatile boolean suspected;
    private volatile String reason;

    WatchedService(WatchContext context, Streams streams, EndpointKind kind, ServiceName name) {
        this.context = context;
        this.nodes = new NodesInUse(streams, this);
        this.name = name;
        this.slicesWanted = context.options()
                .reach()
                .map(reach -> reach == Reach.PODS || reach == Reach.NODE_PORTS)
                .orElse(true);
        this.kind = kind;
        this.reason = "the " + kind.objects() + " and the Service " + name + " are being listed";
        this.slices = streams.join(kind.of(name), name.name(), this);
        this.services = streams.join(ObjectSet.service(name.namespace(), name.name()), name.name(), this);
    }

    void start() {
        if (slicesWanted) {
            slices.start();
        }
        services.start();
    }

    void end() {
        ended = true;
        slices.end();
        services.end();
        nodes.leave();
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

    /** Has this run after every word of the API server. The result ends that. */
    Runnable observe(Runnable observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /** Whether the Service may be read, and what tells of its endpoints may not be, or is not served. */
    boolean endpointsAreRefused() {
        return slicesRefused && services.isListed();
    }

    /** Whether that will be known once the API server has told of the Service, which it is asked to. */
    boolean endpointsMayBeRefused() {
        return slicesRefused && !services.isListed() && !failures.has(ObjectSet.SERVICES);
    }

    /** What is known; pending if that is nothing. */
    Resolution resolution(ServiceRef ref) {
        Resolution known = resolve(ref, new SliceParts(ref, context.options()));
        return known == null ? new Resolution.Pending() : known;
    }

    /** The age of the oldest of what is watched. From any thread. */
    Duration age() {
        Duration oldest = services.age();
        if (slicesWanted) {
            oldest = older(oldest, slices.age());
        }
        Optional<Duration> ofNodes = nodes.age();
        return ofNodes.isEmpty() ? oldest : older(oldest, ofNodes.get());
    }

    private static Duration older(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** From any thread, and often. */
    void suspect() {
        if (!suspected) {
            suspected = true;
            context.scheduler().execute(() -> {
                suspected = false;
                if (!ended) {
                    suspectNow();
                }
            });
        }
    }

    private void suspectNow() {
        if (slicesWanted) {
            slices.suspect();
        } else {
            services.suspect();
        }
        nodes.suspect();
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
        slicesRefused |=
                StreamFailures.isOfEndpoints(set) && problem instanceof Problem.Refused refused && refused.isForThis();
        Resolution.Failed failure = failure(set, verb, problem);
        Optional<Resolution.Failed> before = failures.put(set, failure);
        // What it means for calls, and whether anybody should know, is for those who ask: the name may be no Service at
        // all.
        if (before.isEmpty()) {
            log.debug("{}", failure.message());
        } else {
            log.debug("{}: still failing: {}", name, problem.text());
        }
        if (before.isEmpty() || before.get().kind() != failure.kind()) {
            changed();
        }
    }

    @Override
    public void recovered(ObjectSet<?> set) {
        failures.remove(set.resource());
        log.info("{}: {} are being watched again", name, set.resource());
        changed();
        // What one stream found out, the other need not wait for.
        if (StreamFailures.isOfEndpoints(set)) {
            slicesRefused = false;
            services.tryNow();
        } else {
            slices.tryNow();
        }
    }

    // What was there before is out of reach, whatever it looks like: a kubeconfig is not there while somebody renews
    // it, and a denial has to last.
    private Resolution.Failed failure(ObjectSet<?> set, String verb, Problem problem) {
        Resolution.Failed failure = Failures.of(name, set, verb, problem);
        boolean known = (!slicesWanted || slices.isListed()) && services.isListed();
        boolean mayPass = failures.isNewlyDenied(
                        set,
                        failure,
                        context.options().shortDelay(),
                        context.ticker().nanos())
                || failure.kind() == Resolution.Failed.Kind.ABSENT;
        return known && mayPass
                ? new Resolution.Failed(Resolution.Failed.Kind.UNREACHABLE, failure.message(), failure.cause())
                : failure;
    }

    private void publish() {
        publishing = false;
        if (ended) {
            return;
        }
        nodes.begin();
        for (Listening listening : List.copyOf(listeners)) {
            Resolution now = resolve(listening.ref(), listening.parts());
            if (now != null) {
                listening.tell(now);
            }
        }
        List.copyOf(observers).forEach(Runnable::run);
        if (nodes.leaveIfUnused()) {
            failures.remove(ObjectSet.NODES);
        }
    }

    private @Nullable Resolution resolve(ServiceRef ref, SliceParts parts) {
        EndpointMapping.Rules rules = new EndpointMapping.Rules(
                kind.source(), context.options(), context.outside().getAsBoolean());
        Optional<ServiceFacts> service = services.objects().stream().findFirst();
        Needs needs = needs(ref, service, rules);
        Collection<NodeFacts> allNodes = List.of();
        boolean listed = services.isListed() && (!needs.endpoints() || slices.isListed());
        if (needs.nodes()) {
            SharedStream<NodeFacts>.Part used = nodes.use();
            allNodes = used.objects();
            listed &= used.isListed();
        }
        Optional<Resolution.Failed> worst = failures.worst(needs.endpoints(), listed);
        if (worst.isPresent()) {
            reason = worst.get().message();
            return worst.get();
        }
        if (!listed) {
            return null;
        }
        Collection<? extends SliceSource> told = slices.objects();
        EndpointMapping.Mapped mapped = EndpointMapping.resolve(
                ref,
                service,
                told.stream().flatMap(object -> object.slices().stream()).toList(),
                allNodes,
                rules,
                parts);
        boolean unknown = kind == EndpointKind.ENDPOINTS && needs.endpoints() && told.isEmpty();
        if (unknown && mapped.resolution() instanceof Resolution.Resolved) {
            return withoutEndpoints(ref);
        }
        mapped.refused().forEach(address -> warn("an endpoint is left out because of its address " + address));
        mapped.skipped().forEach(entry -> warn("part of an annotation is skipped, " + entry));
        reason = reason(needs, told, mapped);
        return mapped.resolution();
    }

    /**
     * What has to be known of a Service.
     *
     * @param reach how it is reached, for explanations; empty if it is not known yet
     */
    private record Needs(boolean endpoints, boolean nodes, String reach) {}

    private Needs needs(ServiceRef ref, Optional<ServiceFacts> service, EndpointMapping.Rules rules) {
        Optional<ServiceFacts> reached =
                service.filter(known -> known.externalName().isEmpty());
        if (reached.isEmpty()) {
            return new Needs(slicesWanted, false, "");
        }
        ReachChoice choice = rules.reach(ref, reached.get());
        return new Needs(choice.needsEndpoints(reached.get()), choice.needsNodes(), "; reached " + choice);
    }

    private String reason(Needs needs, Collection<? extends SliceSource> told, EndpointMapping.Mapped mapped) {
        String others =
                (needs.endpoints() ? "the " + kind.objects() + " and " : "") + (needs.nodes() ? "the Nodes and " : "");
        String notes = needs.endpoints()
                ? told.stream()
                        .map(SliceSource::note)
                        .filter(note -> !note.isEmpty())
                        .map(note -> "; " + note)
                        .collect(Collectors.joining())
                : "";
        return others + "the Service " + name + (others.isEmpty() ? " is" : " are") + " watched"
                + (services.isOfNamespace() ? " with all of the namespace" : "")
                + (needs.endpoints() ? kind.limits() : "") + needs.reach() + notes
                + Admission.note(mapped.refused())
                + (mapped.skipped().isEmpty() ? "" : "; skipped in annotations: " + mapped.skipped());
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

    private void warn(String what) {
        if (warnings.isFirst(what)) {
            log.warn("{}: {}", name, what);
        }
    }
}
