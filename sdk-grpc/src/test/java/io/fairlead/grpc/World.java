package io.fairlead.grpc;

import io.fairlead.DiscoveryListener;
import io.fairlead.ServiceDiscovery;
import io.fairlead.ServiceDiscoveryBuilder;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.time.Ticker;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/** A discovery over a source that a test speaks through, its channels, and what it tells its listener. */
final class World implements AutoCloseable {
    static final String ORDERS = "kubernetes:///orders.shop:grpc";

    final LiveSource source = new LiveSource();
    final AtomicInteger inFlight = new AtomicInteger();
    final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();
    final Map<Outcome, Duration> lastLatency = new ConcurrentHashMap<>();
    final ServiceDiscovery discovery;
    private final List<Runnable> opened = new ArrayList<>();

    /** With turns, so that every endpoint is called even when calls come one by one. */
    World() {
        this(Balancer.roundRobin(new Random(1)));
    }

    World(Balancer balancer) {
        this(balancer, builder -> builder);
    }

    /** With a clock of the test's own. */
    World(Ticker ticker) {
        this(Balancer.roundRobin(new Random(1)), builder -> builder.ticker(ticker));
    }

    World(Balancer balancer, UnaryOperator<ServiceDiscoveryBuilder> options) {
        discovery = options.apply(builder().balancer(balancer)).build();
    }

    private ServiceDiscoveryBuilder builder() {
        return ServiceDiscovery.builder()
                .source(source)
                .namespace("shop")
                .discoveryTimeout(Duration.ofMinutes(1))
                .listener(new DiscoveryListener() {
                    @Override
                    public void attemptStarted(ServiceRef service, Endpoint endpoint) {
                        inFlight.incrementAndGet();
                    }

                    @Override
                    public void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, Duration latency) {
                        lastLatency.put(outcome, latency);
                        outcomes.computeIfAbsent(outcome, o -> new LongAdder()).increment();
                        inFlight.decrementAndGet();
                    }
                });
    }

    TestServer server() {
        TestServer server = TestServer.start();
        opened.add(server::close);
        return server;
    }

    TestServer server(int port) {
        TestServer server = TestServer.start(port);
        opened.add(server::close);
        return server;
    }

    ManagedChannel channel() {
        return channel(FairleadNameResolverProvider.create(discovery));
    }

    ManagedChannel channel(FairleadNameResolverProvider provider) {
        return open(channelBuilder(provider, ORDERS));
    }

    ManagedChannel open(ManagedChannelBuilder<?> builder) {
        ManagedChannel channel = builder.build();
        opened.add(channel::shutdownNow);
        return channel;
    }

    /** A channel over this provider alone, whatever is registered for the process. */
    ManagedChannelBuilder<?> channelBuilder(NameResolverProvider provider, String target) {
        NameResolverRegistry registry = new NameResolverRegistry();
        registry.register(provider);
        return Grpc.newChannelBuilder(target, InsecureChannelCredentials.create(), registry);
    }

    long outcomes(Outcome outcome) {
        LongAdder count = outcomes.get(outcome);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
        discovery.close();
    }
}
