package io.fairlead.resolver;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.testing.FakeResolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A chain with a store of last good answers, in a folder of its own, and a clock in the test's hand. */
abstract class ColdStartFixture {
    static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:8080");
    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    // What the fake source says of its age.
    static final Duration SOURCE_AGE = Duration.ofSeconds(7);

    @TempDir
    Path parent;

    final FakeResolver watch = new FakeResolver("watch");
    final FakeResolver environment = new FakeResolver("environment");
    final FakeTicker ticker = new FakeTicker();
    final ManualScheduler scheduler = new ManualScheduler(ticker);
    final long begunNanos = ticker.nanos();
    final InstantSource clock = () -> NOON.plusNanos(ticker.nanos() - begunNanos);
    final DirectExecutor disk = new DirectExecutor();
    final List<Resolution> heard = new ArrayList<>();
    Path directory = Path.of("");
    LastGoodConfig config = LastGoodConfig.in(directory);

    @BeforeEach
    void nameTheDirectory() {
        directory = parent.resolve("answers");
        config = LastGoodConfig.in(directory);
    }

    void earlierProcessHeard(String address) {
        List<Resolution> unheard = new ArrayList<>();
        ResolverChain earlier = keeping(ResolverChain.strict(List.of(watch), scheduler, PATIENCE));
        Resolver.Subscription subscription = follow(earlier, unheard);
        say(watch, resolved(address));
        subscription.close();
        scheduler.runDue();
    }

    Optional<LastGoodAnswer> kept() {
        try {
            byte[] file = OwnDirectory.open(directory).read(LastGoodFormat.fileName(ORDERS));
            return Optional.of(LastGoodReader.read(file, ORDERS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    ResolverChain failingOpen() {
        return ResolverChain.failingOpen(List.of(watch, environment), scheduler, PATIENCE);
    }

    ResolverChain keeping(ResolverChain chain) {
        return chain.keeping(new LastGoodStore(config, scheduler, clock, disk));
    }

    Resolver.Subscription follow(ResolverChain chain) {
        return follow(keeping(chain), heard);
    }

    Resolver.Subscription follow(ResolverChain chain, List<Resolution> listener) {
        Resolver.Subscription subscription = chain.subscribe(ORDERS, listener::add);
        scheduler.runDue();
        return subscription;
    }

    void say(FakeResolver source, Resolution resolution) {
        source.say(resolution);
        scheduler.runDue();
    }

    Resolution last() {
        return heard.get(heard.size() - 1);
    }

    static Resolution.Resolved resolved(String address) {
        return new Resolution.Resolved(EndpointSnapshot.asGiven(ORDERS, "watch", List.of(Endpoint.of(address, 8080))));
    }

    static Resolution.Resolved virtualIp() {
        Endpoint ip = Endpoint.of("10.96.0.9", 8080);
        return new Resolution.Resolved(new EndpointSnapshot(
                ORDERS,
                "environment",
                TrafficPolicy.AS_GIVEN,
                List.of(),
                List.of(ip),
                Optional.of(ip),
                Optional.empty()));
    }

    static Resolution lastGood(String address, Failed why) {
        return new Resolution.LastGood(
                resolved(address).snapshot().withSource("last-good"), NOON.minus(SOURCE_AGE), why);
    }

    static Failed failed(Kind kind) {
        return Failed.of(kind, "orders.shop: " + kind);
    }
}
