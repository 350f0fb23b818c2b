package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.dns.DnsOptions;
import io.fairlead.endpoint.Location;
import io.fairlead.environment.OwnLocation;
import io.fairlead.feedback.EjectionConfig;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.internal.Checks;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.resilience.CallLimits;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.resolver.AllowedNamespaces;
import io.fairlead.resolver.LastGoodConfig;
import io.fairlead.resolver.LastGoodStore;
import io.fairlead.resolver.Resolver;
import io.fairlead.resolver.ResolverChain;
import io.fairlead.time.Pause;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Collects the options of a {@link ServiceDiscovery}. Not safe for use by several threads; may be built from several times. */
public final class ServiceDiscoveryBuilder {
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);

    private Optional<List<Resolver>> sources = Optional.empty();
    private Optional<String> namespace = Optional.empty();
    private Optional<Location> location = Optional.empty();
    private Optional<Scheduler> scheduler = Optional.empty();
    private Optional<DiscoveryListener> listener = Optional.empty();
    private KubernetesOptions kubernetes = KubernetesOptions.defaults();
    private DnsOptions dns = DnsOptions.defaults();
    private Ticker ticker = Ticker.system();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private Pause pause = Pause.system();
    private Optional<Balancer> balancer = Optional.empty();
    private boolean sessionAffinity = true;
    private LoadConfig load = LoadConfig.defaults();
    private EjectionConfig ejection = EjectionConfig.defaults();
    private RetryConfig retry = RetryConfig.defaults();
    private HedgingConfig hedging = HedgingConfig.none();
    private Optional<CircuitBreakerConfig> circuitBreaker = Optional.empty();
    private Optional<BulkheadConfig> bulkhead = Optional.empty();
    private Duration discoveryTimeout = Duration.ofSeconds(2);
    private Duration idleTimeout = Duration.ofMinutes(5);
    private Optional<Set<String>> allowedNamespaces = Optional.empty();
    private Optional<LastGoodConfig> lastGood = Optional.empty();
    private boolean strict;

    ServiceDiscoveryBuilder() {}

    /**
     * The sources, the best first, in place of those that {@link ServiceDiscovery#create()} finds. They are closed with the
     * discovery, so a builder with sources builds once.
     */
    public ServiceDiscoveryBuilder sources(List<Resolver> value) {
        sources = Optional.of(Checks.nonEmpty(value, "sources"));
        return this;
    }

    /** How the Kubernetes API is watched, which is the first of the default sources; default {@link KubernetesOptions#defaults()}. */
    public ServiceDiscoveryBuilder kubernetes(KubernetesOptions value) {
        kubernetes = value;
        return this;
    }

    /** How DNS is asked, the default source behind the API; default {@link DnsOptions#defaults()}. */
    public ServiceDiscoveryBuilder dns(DnsOptions value) {
        dns = value;
        return this;
    }

    /** One source; see {@link #sources}. */
    public ServiceDiscoveryBuilder source(Resolver value) {
        return sources(List.of(value));
    }

    /**
     * The namespace of references that name none. Default: the pod's own, else that of the kubeconfig's current context, else
     * {@code default}.
     */
    public ServiceDiscoveryBuilder namespace(String value) {
        Checks.check(!value.isEmpty(), "namespace", value, "a name");
        namespace = Optional.of(value);
        return this;
    }

    /**
     * Limits the discovery to Services of these namespaces: exactly these, the own one only if it is among them. A Service of any other is
     * an error at once, with {@code NAMESPACE_NOT_ALLOWED}; nothing is asked about it, and it never fails open. For programs in which
     * somebody else chooses the Service. Default: every namespace.
     *
     * @param values at least one
     */
    public ServiceDiscoveryBuilder allowedNamespaces(Collection<String> values) {
        allowedNamespaces = Optional.of(AllowedNamespaces.checked(values));
        return this;
    }

    /**
     * Where this process runs, which decides what is near. Default: the variables {@code NODE_NAME} and {@code NODE_ZONE}, from
     * the downward API; where only the node is known, its Node object is asked for the zone, if that is allowed. Unknown is fine, hints are then ignored as kube-proxy does.
     */
    public ServiceDiscoveryBuilder location(Location value) {
        location = Optional.of(value);
        return this;
    }

    /** The policy that spreads the calls; default {@link Balancer#adaptive()}, by this builder's ticker. */
    public ServiceDiscoveryBuilder balancer(Balancer value) {
        balancer = Optional.of(value);
        return this;
    }

    /**
     * Whether {@code sessionAffinity: ClientIP} of a Service goes before the policy: all calls of this process to one endpoint; default
     * true. With false the policy alone decides, for every Service.
     */
    public ServiceDiscoveryBuilder sessionAffinity(boolean value) {
        sessionAffinity = value;
        return this;
    }

    /** How load is remembered; default {@link LoadConfig#defaults()}. */
    public ServiceDiscoveryBuilder load(LoadConfig value) {
        load = value;
        return this;
    }

    /**
     * When an endpoint that fails gets no calls for a while; default {@link EjectionConfig#defaults()}. {@link EjectionConfig#none()}
     * turns that off.
     */
    public ServiceDiscoveryBuilder ejection(EjectionConfig value) {
        ejection = value;
        return this;
    }

    /** How failed attempts are made again; default {@link RetryConfig#defaults()}. */
    public ServiceDiscoveryBuilder retry(RetryConfig value) {
        retry = value;
        return this;
    }

    /**
     * Whether idempotent calls that wait for an answer go to another endpoint as well; default {@link HedgingConfig#none()}. OkHttp and
     * gRPC do; {@link EndpointGroup#call} does not.
     */
    public ServiceDiscoveryBuilder hedging(HedgingConfig value) {
        hedging = value;
        return this;
    }

    /**
     * A circuit breaker for each Service, by resilience4j: when too many of its calls fail, whichever endpoints they went to, further ones
     * fail at once, with a {@link CallRefusedException}, until a few that are let through succeed. Default none; endpoints that fail
     * are ejected in any case, which is another thing. A call counts once, with all its attempts. Calls that the caller cancels, and those that
     * find no endpoint, do not count.
     */
    public ServiceDiscoveryBuilder circuitBreaker(CircuitBreakerConfig value) {
        circuitBreaker = Optional.of(value);
        return this;
    }

    /**
     * A bound of the calls to each Service that run at a time in this process, by resilience4j: one more fails at once, with a {@link
     * CallRefusedException}. Default none.
     *
     * @param value without a {@code maxWaitDuration}: threads that must not wait ask too
     */
    public ServiceDiscoveryBuilder bulkhead(BulkheadConfig value) {
        bulkhead = Optional.of(CallLimits.checked(value));
        return this;
    }

    private Optional<GroupContext.LimitsFactory> limits() {
        Optional<CircuitBreakerConfig> breaking = circuitBreaker;
        Optional<BulkheadConfig> bounded = bulkhead;
        return breaking.isEmpty() && bounded.isEmpty()
                ? Optional.empty()
                : Optional.of((service, news) -> new CallLimits(service, breaking, bounded, news));
    }

    /**
     * How long each source may take for its first answer before the next one is asked too; first calls wait for no longer than that
     * for each source that is silent. Greater than zero, at most 10 minutes; default 2 s.
     */
    public ServiceDiscoveryBuilder discoveryTimeout(Duration value) {
        Checks.positiveNanos(value, "discoveryTimeout");
        Checks.check(value.compareTo(LONGEST_PATIENCE) <= 0, "discoveryTimeout", value, "at most " + LONGEST_PATIENCE);
        discoveryTimeout = value;
        return this;
    }

    /**
     * A Service that had no call, no subscriber and nobody who waited for so long is watched no more. What is known serves the
     * next call, if that comes within the same time again, while the watch comes back; then it is forgotten, and the next call
     * is a first one. Greater than zero, default 5 minutes; the watch ends one to two such times after the last call.
     */
    public ServiceDiscoveryBuilder idleTimeout(Duration value) {
        Checks.positiveNanos(value, "idleTimeout");
        idleTimeout = value;
        return this;
    }

    /**
     * Whether a Service whose pods cannot be discovered is an error, in place of being called by its virtual IP or DNS name;
     * default false.
     */
    public ServiceDiscoveryBuilder strict(boolean value) {
        strict = value;
        return this;
    }

    /**
     * Keeps the last good answers in files, for a process that starts while the API server cannot be reached: it uses them until the
     * first live answer, where it would otherwise fail open, or fail. Default off; {@code lastGood(LastGoodConfig.in(directory))}.
     */
    public ServiceDiscoveryBuilder lastGood(LastGoodConfig value) {
        lastGood = Optional.of(value);
        return this;
    }

    /** Told of states and attempts; default none. */
    public ServiceDiscoveryBuilder listener(DiscoveryListener value) {
        listener = Optional.of(value);
        return this;
    }

    /** The clock of latencies, ejections, budgets and timeouts; default the machine's. */
    public ServiceDiscoveryBuilder ticker(Ticker value) {
        ticker = value;
        return this;
    }

    /** Runs everything that is not a call, and stays the caller's; default one daemon thread of the discovery's own. */
    public ServiceDiscoveryBuilder scheduler(Scheduler value) {
        scheduler = Optional.of(value);
        return this;
    }

    /** The randomness of the default policy, backoffs and jitter, safe for use by several threads; default each thread's own. */
    public ServiceDiscoveryBuilder random(RandomGenerator value) {
        random = value;
        return this;
    }

    /** How {@link EndpointGroup#call} waits between attempts; default really. */
    public ServiceDiscoveryBuilder pause(Pause value) {
        pause = value;
        return this;
    }

    /** The discovery. Does no I/O and starts nothing. */
    public ServiceDiscovery build() {
        Groups groups = newGroups();
        return new ServiceDiscovery(groups, groups::close);
    }

    Groups newGroups() {
        Scheduler running = scheduler.orElseGet(() -> Scheduler.daemonThread("fairlead-discovery"));
        Runnable ending = scheduler.isPresent() ? () -> {} : running::close;
        DefaultSources found = new DefaultSources(kubernetes, dns, running, ticker, random);
        OwnPlace place = new OwnPlace(location.orElseGet(OwnLocation::system));
        List<Resolver> order = sources.orElseGet(() -> found.sources(place));
        ResolverChain chain = strict
                ? ResolverChain.strict(order, running, discoveryTimeout)
                : ResolverChain.failingOpen(order, running, discoveryTimeout);
        Resolver kept = lastGood.<Resolver>map(
                        config -> chain.keeping(new LastGoodStore(config, running, InstantSource.system())))
                .orElse(chain);
        Resolver limited = allowedNamespaces
                .<Resolver>map(names -> AllowedNamespaces.of(names, kept))
                .orElse(kept);
        GroupContext context = new GroupContext(
                limited,
                running,
                ticker,
                random,
                pause,
                balancer.orElseGet(() -> Balancer.adaptive(ticker, random, Balancer.DEFAULT_CHOICES)),
                sessionAffinity,
                load,
                ejection,
                retry,
                hedging,
                limits(),
                place,
                strict,
                discoveryTimeout,
                idleTimeout,
                new GuardedListener(listener));
        return new Groups(context, () -> namespace.orElseGet(found::namespace), ending);
    }
}
