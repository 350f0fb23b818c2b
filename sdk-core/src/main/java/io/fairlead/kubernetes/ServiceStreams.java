package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams that tell of one Service: of its slices, or in their place its legacy Endpoints, of itself, and where it is reached by node
 * ports of the nodes. Knows what stands in the way of each.
 *
 * <p>Only touched by tasks of the scheduler, but for {@link #age()}.
 */
final class ServiceStreams implements Reflector.Listener {
    private static final Logger log = LoggerFactory.getLogger(KubernetesResolver.class);

    private final WatchContext context;
    private final ServiceName name;
    private final Runnable changed;
    private final Feed<? extends SliceSource> slices;
    private final Feed<ServiceFacts> services;
    private final NodesInUse nodes;
    private final StreamFailures failures = new StreamFailures();
    // Whether any reach that the options allow needs them.
    private final boolean slicesWanted;
    private boolean slicesRefused;

    /**
     * Streams that have not begun.
     *
     * @param kind what tells of endpoints
     * @param changed run when the answer may be another one
     */
    ServiceStreams(WatchContext context, Streams streams, EndpointKind kind, ServiceName name, Runnable changed) {
        this.context = context;
        this.name = name;
        this.changed = changed;
        this.nodes = new NodesInUse(streams, this);
        this.slicesWanted = context.options()
                .reach()
                .map(reach -> reach == Reach.PODS || reach == Reach.NODE_PORTS)
                .orElse(true);
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
        slices.end();
        services.end();
        nodes.leave();
    }

    /** What is known for a reference. Where that needs the nodes, they are watched from now on. */
    KnownService known(ServiceRef ref, EndpointMapping.Rules rules) {
        Optional<ServiceFacts> service = services.objects().stream().findFirst();
        Needs needs = Needs.of(ref, service, rules, slicesWanted);
        Collection<NodeFacts> allNodes = List.of();
        boolean listed = services.isListed() && (!needs.endpoints() || slices.isListed());
        if (needs.nodes()) {
            SharedStream<NodeFacts>.Part used = nodes.use();
            allNodes = used.objects();
            listed &= used.isListed();
        }
        Optional<Resolution.Failed> worst = failures.worst(needs.endpoints(), listed);
        return new KnownService(needs, service, slices.objects(), allNodes, services.isOfNamespace(), listed, worst);
    }

    /** Begins a round of answers to all who listen. */
    void beginRound() {
        nodes.begin();
    }

    /** Ends it: nodes that no answer of it needed are not watched any more. */
    void endRound() {
        if (nodes.leaveIfUnused()) {
            failures.remove(ObjectSet.NODES);
        }
    }

    /** Whether the Service may be read, and what tells of its endpoints may not be, or is not served. */
    boolean endpointsAreRefused() {
        return slicesRefused && services.isListed();
    }

    /** Whether that will be known once the API server has told of the Service, which it is asked to. */
    boolean endpointsMayBeRefused() {
        return slicesRefused && !services.isListed() && !failures.has(ObjectSet.SERVICES);
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

    /** A caller saw something that contradicts what is known. */
    void suspect() {
        if (slicesWanted) {
            slices.suspect();
        } else {
            services.suspect();
        }
        nodes.suspect();
    }

    @Override
    public void changed() {
        changed.run();
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
    // it, and a denial has to last, also that of an API server that was not there.
    private Resolution.Failed failure(ObjectSet<?> set, String verb, Problem problem) {
        Resolution.Failed failure = Failures.of(name, set, verb, problem);
        boolean known = (!slicesWanted || slices.isListed()) && services.isListed();
        boolean newlyDenied = failures.isNewlyDenied(
                set, failure, context.options().shortDelay(), context.ticker().nanos());
        boolean mayPass =
                newlyDenied ? known || failures.areOutage() : known && failure.kind() == Resolution.Failed.Kind.ABSENT;
        return mayPass
                ? new Resolution.Failed(Resolution.Failed.Kind.UNREACHABLE, failure.message(), failure.cause())
                : failure;
    }
}
