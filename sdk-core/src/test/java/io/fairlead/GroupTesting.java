package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.testing.FakeResolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A discovery in virtual time over one source that says what a test tells it to. */
final class GroupTesting {
    static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:http");

    final FakeTicker ticker = new FakeTicker();
    final ManualScheduler scheduler = new ManualScheduler(ticker);
    final FakeResolver source = new FakeResolver("watch");
    final List<Duration> pauses = new ArrayList<>();

    ServiceDiscoveryBuilder builder() {
        return ServiceDiscovery.builder()
                .source(source)
                .namespace("shop")
                .ticker(ticker)
                .scheduler(scheduler)
                .balancer(Balancer.roundRobin(new SplittableRandom(1)))
                .random(new SplittableRandom(2))
                .pause(pauses::add);
    }

    /** Lets the source speak, and everybody hear it. */
    void say(Resolution resolution) {
        scheduler.runDue();
        source.say(resolution);
        scheduler.runDue();
    }

    void sayEndpoints(String... addresses) {
        say(new Resolution.Resolved(snapshot(addresses)));
    }

    static EndpointSnapshot snapshot(String... addresses) {
        List<Endpoint> endpoints =
                Stream.of(addresses).map(a -> Endpoint.of(a, 8080)).toList();
        return EndpointSnapshot.asGiven(ORDERS, "watch", endpoints);
    }

    /** Where so many calls went, one after another. */
    static List<String> picked(EndpointGroup group, int times) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Pick pick = group.pick();
            places.add(pick.toString());
            pick.complete(Outcome.SUCCESS);
        }
        return places;
    }
}
