package io.fairlead.simulation;

import io.fairlead.CallOptions;
import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.ServiceDiscoveryBuilder;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Resolution;
import io.fairlead.feedback.EjectionConfig;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.testing.FakeResolver;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A policy that ships: each client is a whole discovery, whose source is the fleet and whose clock is the run's.
 *
 * @param balancer makes the policy of one client
 * @param options what else the discovery is told
 */
record ShippedPolicy(String name, Factory balancer, UnaryOperator<ServiceDiscoveryBuilder> options) implements Policy {
    private static final CallOptions CALLS = CallOptions.defaults().withIdempotent(true);

    /** Makes the policy of one client. */
    @FunctionalInterface
    interface Factory {
        Balancer of(Ticker ticker, RandomGenerator random);
    }

    static ShippedPolicy of(String name, Factory balancer) {
        return new ShippedPolicy(name, balancer, builder -> builder.retry(RetryConfig.none()));
    }

    static ShippedPolicy adaptive(int choices) {
        return of("adaptive", (ticker, random) -> Balancer.adaptive(ticker, random, choices));
    }

    static ShippedPolicy leastRequest(int choices) {
        return of("leastRequest", (ticker, random) -> Balancer.leastRequest(random, choices));
    }

    /** What others are measured by: nobody is ejected, unless that is asked for. */
    static ShippedPolicy roundRobin() {
        ShippedPolicy ejecting = of("roundRobin", (ticker, random) -> candidates -> {
            // Its turns are kept per thread, and runs must not depend on which thread they have: all turns begin alike.
            long start = random.nextLong();
            return Balancer.roundRobin(() -> start).newPicker(candidates);
        });
        return ejecting.with(EjectionConfig.none());
    }

    static ShippedPolicy random() {
        return of("random", (ticker, random) -> Balancer.random(random));
    }

    ShippedPolicy named(String other) {
        return new ShippedPolicy(other, balancer, options);
    }

    /** The same with retries. */
    ShippedPolicy with(RetryConfig retry) {
        return new ShippedPolicy(
                name, balancer, builder -> options.apply(builder).retry(retry));
    }

    /** The same with another memory. */
    ShippedPolicy with(LoadConfig load) {
        return new ShippedPolicy(
                name, balancer, builder -> options.apply(builder).load(load));
    }

    /** The same with other ejections. */
    ShippedPolicy with(EjectionConfig ejection) {
        return new ShippedPolicy(
                name, balancer, builder -> options.apply(builder).ejection(ejection));
    }

    @Override
    public Caller newCaller(VirtualTime time, Fleet fleet, RandomGenerator random) {
        FakeResolver source = new FakeResolver("simulation");
        ServiceDiscoveryBuilder builder = ServiceDiscovery.builder()
                .source(source)
                .namespace("simulated")
                .ticker(time)
                .scheduler(new VirtualScheduler(time))
                .random(random)
                .discoveryTimeout(Duration.ofMinutes(1))
                .balancer(balancer.of(time, random));
        // Lives as long as the run, which closes nothing: all it has are tasks of the run's own scheduler.
        EndpointGroup group = options.apply(builder).build().group(Fleet.SERVICE);
        group.state();
        time.runUntil(0);
        source.say(new Resolution.Resolved(fleet.snapshot()));
        time.runUntil(0);
        fleet.onChange(() -> source.say(new Resolution.Resolved(fleet.snapshot())));
        return new FairleadCaller(group, CALLS);
    }
}
