package io.fairlead.dns;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Admission;
import io.fairlead.internal.PartedList;
import io.fairlead.internal.PerPart;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * Another source whose endpoints may be DNS names: turns these into addresses and keeps them current, by their TTL. Each IPv4 address is an
 * endpoint, with an IPv6 address behind it where there is one; else each IPv6 address is. Names are asked for once, whoever uses them.
 *
 * <p>A snapshot is told when all of its names are known or cannot be told. A name that is out of reach keeps its last addresses; if none of
 * the endpoints has any address, the state is {@link Resolution.Failed}. Without a name server names stay names, for whoever connects.
 *
 * <p>What the target of an ExternalName is (an endpoint with a TLS name) may not be an address that the API server would refuse; any other
 * name may be anything. Safe for use by several threads; nothing blocks.
 */
public final class NamesToAddresses implements Resolver {
    private final Resolver source;
    private final NameLookup lookup;
    private final Followed.Pace pace;
    private final boolean admitLoopback;
    // Touched by tasks of the scheduler only.
    private final Map<String, Followed<Addresses>> names = new HashMap<>();
    private volatile boolean closed;

    NamesToAddresses(Resolver source, NameLookup lookup, Followed.Pace pace, boolean admitLoopback) {
        this.source = source;
        this.lookup = lookup;
        this.pace = pace;
        this.admitLoopback = admitLoopback;
    }

    /**
     * Around a source whose names are whole, as those of the Kubernetes API.
     *
     * @param source closed with this
     * @param scheduler on which listeners are called; stays the caller's, and is closed after this
     * @param random spreads the questions of many clients over time; used by tasks of the scheduler only
     */
    public static NamesToAddresses absolute(
            Resolver source, DnsOptions options, Scheduler scheduler, Ticker ticker, RandomGenerator random) {
        DnsConfig config = new DnsConfig(options, ticker);
        return of(source, config, name -> Names.absolute(name).stream().toList(), options, scheduler, ticker, random);
    }

    /** Around a source whose names a person wrote, such as a static list: looked for along the search list, as the machine does. */
    public static NamesToAddresses searched(
            Resolver source, DnsOptions options, Scheduler scheduler, Ticker ticker, RandomGenerator random) {
        DnsConfig config = new DnsConfig(options, ticker);
        return of(source, config, config::candidates, options, scheduler, ticker, random);
    }

    private static NamesToAddresses of(
            Resolver source,
            DnsConfig config,
            Function<String, List<Name>> candidates,
            DnsOptions options,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random) {
        DnsClient client = new DnsClient(DnsTransport.overNetwork(scheduler), options, scheduler);
        return new NamesToAddresses(
                source,
                new NameLookup(client, config, candidates),
                new Followed.Pace(scheduler, ticker, random, options.retryPause()),
                options.admitLoopback());
    }

    @Override
    public String source() {
        return source.source();
    }

    @Override
    public Resolver.Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        Subscription subscription = new Subscription(listener);
        subscription.inner = source.subscribe(
                service, resolution -> pace.scheduler().execute(() -> subscription.update(resolution)));
        return subscription;
    }

    @Override
    public void close() {
        closed = true;
        source.close();
        pace.scheduler().execute(() -> {
            names.values().forEach(Followed::end);
            names.clear();
        });
    }

    /** One listener's snapshot and the names in it. */
    private final class Subscription implements Resolver.Subscription {
        private final Consumer<Resolution> listener;
        private final Map<String, Use> used = new TreeMap<>();
        private volatile List<Followed<Addresses>> followed = List.of();
        private volatile Resolver.@Nullable Subscription inner;
        private volatile String reason = "";
        private volatile boolean ended;
        private PerPart<List<Endpoint>, Set<String>> namesOfParts = PerPart.none();
        private Resolution latest = new Resolution.Pending();
        private @Nullable Resolution told;

        Subscription(Consumer<Resolution> listener) {
            this.listener = listener;
        }

        void update(Resolution resolution) {
            if (ended || closed) {
                return;
            }
            latest = resolution;
            follow(namesIn(resolution));
            tell();
        }

        private Set<String> namesIn(Resolution resolution) {
            if (resolution instanceof Resolution.Failed) {
                return used.keySet();
            }
            List<Endpoint> endpoints = resolution instanceof Resolution.Resolved resolved
                    ? resolved.snapshot().endpoints()
                    : List.of();
            namesOfParts = namesOfParts.next(PartedList.copyOf(endpoints).parts(), part -> part.stream()
                    .filter(Endpoint::hasName)
                    .map(Endpoint::address)
                    .collect(Collectors.toSet()));
            return namesOfParts.results().stream().flatMap(Set::stream).collect(Collectors.toSet());
        }

        private void follow(Set<String> wanted) {
            for (Use use : List.copyOf(used.values())) {
                if (!wanted.contains(use.name)) {
                    used.remove(use.name);
                    use.end();
                }
            }
            for (String name : wanted) {
                if (!used.containsKey(name)) {
                    Use use = new Use(name);
                    used.put(name, use);
                    use.begin();
                }
            }
            followed = used.values().stream().map(use -> use.followed).toList();
        }

        void tell() {
            if (ended || closed) {
                return;
            }
            Resolution now = latest;
            if (now instanceof Resolution.Resolved resolved && !used.isEmpty()) {
                if (used.values().stream().anyMatch(use -> use.last == null)) {
                    return;
                }
                now = withAddresses(resolved.snapshot());
            } else {
                reason = "";
            }
            if (!now.equals(told)) {
                told = now;
                listener.accept(now);
            }
        }

        private Resolution withAddresses(EndpointSnapshot snapshot) {
            Admission admission = new Admission(admitLoopback);
            List<Endpoint> endpoints = snapshot.endpoints().stream()
                    .flatMap(endpoint -> endpoint.hasName() ? addressesOf(endpoint, admission) : Stream.of(endpoint))
                    .toList();
            List<Looked.Unknown<Addresses>> unknown = used.values().stream()
                    .flatMap(use -> use.unknown().stream())
                    .toList();
            reason = used.values().stream().map(Use::describe).collect(Collectors.joining("; "))
                    + Admission.note(admission.refused());
            boolean allUnknown = unknown.size() == used.size();
            if (allUnknown && snapshot.endpoints().stream().allMatch(Endpoint::hasName)) {
                return Resolution.Failed.of(
                        unknown.get(0).kind(), snapshot.service() + ": DNS cannot tell where it is: " + reason);
            }
            return new Resolution.Resolved(snapshot.withEndpoints(endpoints));
        }

        private Stream<Endpoint> addressesOf(Endpoint endpoint, Admission admission) {
            Use use = used.get(endpoint.address());
            if (use == null || use.isLeftAsName()) {
                return Stream.of(endpoint);
            }
            Addresses known = endpoint.tlsName().isEmpty() ? use.addresses : use.addresses.admittedBy(admission);
            return known.paired().stream().map(endpoint::withAddresses);
        }

        @Override
        public Duration age() {
            Resolver.Subscription of = inner;
            return Stream.concat(
                            Stream.of(of == null ? Duration.ZERO : of.age()),
                            followed.stream().map(Followed::age))
                    .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }

        @Override
        public void suspect() {
            Resolver.Subscription of = inner;
            if (of != null) {
                of.suspect();
            }
            followed.forEach(Followed::suspect);
        }

        @Override
        public String reason() {
            Resolver.Subscription of = inner;
            String words = of == null ? "" : of.reason();
            return reason.isEmpty() ? words : words + "; " + reason;
        }

        @Override
        public void close() {
            ended = true;
            Resolver.Subscription of = inner;
            if (of != null) {
                of.close();
            }
            pace.scheduler().execute(() -> {
                used.values().forEach(Use::end);
                used.clear();
                followed = List.of();
            });
        }

        /** One name of the snapshot. */
        private final class Use {
            private final String name;
            private final Followed<Addresses> followed;
            private final Consumer<Looked<Addresses>> hearing = this::hear;
            private @Nullable Looked<Addresses> last;
            private Addresses addresses = Addresses.NONE;
            private boolean begun;

            Use(String name) {
                this.name = name;
                this.followed =
                        names.computeIfAbsent(name, asked -> new Followed<>(pace, then -> lookup.look(asked, then)));
            }

            void begin() {
                boolean first = followed.isUnheard();
                followed.add(hearing);
                begun = true;
                if (first) {
                    followed.start();
                }
            }

            void end() {
                if (followed.remove(hearing)) {
                    names.remove(name, followed);
                    followed.end();
                }
            }

            private void hear(Looked<Addresses> looked) {
                last = looked;
                if (looked instanceof Looked.Known<Addresses> known) {
                    addresses = known.value();
                }
                if (begun) {
                    tell();
                }
            }

            // The name's own machine has no DNS to ask: whoever connects may have.
            boolean isLeftAsName() {
                return last instanceof Looked.Unknown<Addresses> unknown
                        && unknown.kind() == Resolution.Failed.Kind.ABSENT;
            }

            List<Looked.Unknown<Addresses>> unknown() {
                return last instanceof Looked.Unknown<Addresses> unknown && !isLeftAsName()
                        ? List.of(unknown)
                        : List.of();
            }

            String describe() {
                return last instanceof Looked.Unknown<Addresses> unknown
                        ? name + ": " + unknown.why()
                        : name + " has the addresses " + addresses.all();
            }
        }
    }
}
