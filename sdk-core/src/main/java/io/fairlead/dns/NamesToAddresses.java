package io.fairlead.dns;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
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
    private final Scheduler scheduler;
    private final SharedLookups<String, Addresses> names;
    private final boolean admitLoopback;
    private volatile boolean closed;

    NamesToAddresses(Resolver source, NameLookup lookup, Followed.Pace pace, boolean admitLoopback) {
        this.source = source;
        this.scheduler = pace.scheduler();
        this.names = new SharedLookups<>(pace, lookup::look);
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
        NamesSubscription subscription = new NamesSubscription(
                new NamesSubscription.Shared(names, scheduler, admitLoopback, () -> closed), listener);
        subscription.begin(source, service);
        return subscription;
    }

    @Override
    public void close() {
        closed = true;
        source.close();
        scheduler.execute(names::end);
    }
}
