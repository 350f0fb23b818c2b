package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.testing.FakeResolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverChainTest {
    private static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:8080");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FakeResolver watch = new FakeResolver("watch");
    private final FakeResolver environment = new FakeResolver("environment");
    private final ManualScheduler scheduler = new ManualScheduler(new FakeTicker());
    private final List<Resolution> heard = new ArrayList<>();

    @Test
    void theFirstSourceIsEnoughWhileItAnswers() {
        follow(failingOpen());

        say(watch, resolved("watch", "10.0.0.1"));

        assertThat(heard).containsExactly(resolved("watch", "10.0.0.1"));
        assertThat(environment.subscribers()).isZero();
    }

    @Test
    void aSourceThatNeverAnsweredIsPassedOverAsSoonAsItFails() {
        follow(failingOpen());

        say(watch, failed(Kind.UNREACHABLE));
        say(environment, resolved("environment", "10.96.0.9"));

        assertThat(heard).containsExactly(opened("environment", "10.96.0.9", failed(Kind.UNREACHABLE)));
    }

    @Test
    void aSilentSourceIsPassedOverAfterAWhileAndTakesOverWhenItAnswers() {
        follow(failingOpen());
        scheduler.advance(PATIENCE);
        say(environment, resolved("environment", "10.96.0.9"));
        assertThat(last()).isInstanceOf(Resolution.FailedOpen.class);

        say(watch, resolved("watch", "10.0.0.1"));

        assertThat(last()).isEqualTo(resolved("watch", "10.0.0.1"));
        assertThat(environment.subscribers()).isZero();
    }

    @Test
    void theEndIsTheServicesOwnName() {
        follow(failingOpen());

        say(watch, failed(Kind.DENIED));
        say(environment, failed(Kind.ABSENT));

        assertThat(heard).containsExactly(opened("service-name", "orders.shop.svc", failed(Kind.DENIED)));
    }

    @Test
    void anUnreachableSourceThatHasAnsweredKeepsItsAnswer() {
        follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));

        say(watch, failed(Kind.UNREACHABLE));

        assertThat(heard).containsExactly(resolved("watch", "10.0.0.1"), failed(Kind.UNREACHABLE));
        assertThat(environment.subscribers()).isZero();
    }

    @Test
    void aDeniedSourceThatHasAnsweredGivesWay() {
        follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));

        say(watch, failed(Kind.DENIED));
        say(environment, resolved("environment", "10.96.0.9"));

        assertThat(last()).isEqualTo(opened("environment", "10.96.0.9", failed(Kind.DENIED)));
    }

    @Test
    void whatIsKnownNotToExistAsksNobodyElse() {
        follow(failingOpen());
        Resolution notFound = new Resolution.NotFound(Resolution.NotFound.Reason.SERVICE, "no orders");

        say(watch, notFound);

        assertThat(heard).containsExactly(notFound);
        assertThat(environment.subscribers()).isZero();
    }

    @Test
    void anAbsentSourceHasNotFailed() {
        follow(ResolverChain.strict(List.of(watch, environment), scheduler, PATIENCE));

        say(watch, failed(Kind.ABSENT));
        say(environment, resolved("environment", "10.96.0.9"));

        assertThat(heard).containsExactly(resolved("environment", "10.96.0.9"));
    }

    @Test
    void strictTellsTheFailureInsteadOfFallingFromPodsToAVirtualIp() {
        follow(ResolverChain.strict(List.of(watch, environment), scheduler, PATIENCE));

        say(watch, failed(Kind.UNREACHABLE));
        say(environment, resolved("environment", "10.96.0.9"));

        assertThat(heard).containsExactly(failed(Kind.UNREACHABLE));
    }

    @Test
    void closingEndsEveryInterest() {
        Resolver.Subscription subscription = follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));

        subscription.close();
        scheduler.runDue();
        say(watch, resolved("watch", "10.0.0.1"));

        assertThat(watch.subscribers() + environment.subscribers()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void suspicionAndAgeAreThoseOfTheSourceInUse() {
        Resolver.Subscription subscription = follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));

        subscription.suspect();

        assertThat(watch.suspicions()).isEqualTo(1);
        assertThat(subscription.age()).isEqualTo(Duration.ofSeconds(7));
    }

    private ResolverChain failingOpen() {
        return ResolverChain.failingOpen(List.of(watch, environment), scheduler, PATIENCE);
    }

    private Resolver.Subscription follow(ResolverChain chain) {
        Resolver.Subscription subscription = chain.subscribe(ORDERS, heard::add);
        scheduler.runDue();
        return subscription;
    }

    private void say(FakeResolver source, Resolution resolution) {
        source.say(resolution);
        scheduler.runDue();
    }

    private Resolution last() {
        return heard.get(heard.size() - 1);
    }

    private static Resolution.Resolved resolved(String source, String address) {
        return new Resolution.Resolved(EndpointSnapshot.asGiven(ORDERS, source, List.of(Endpoint.of(address, 8080))));
    }

    private static Resolution opened(String source, String address, Failed why) {
        return new Resolution.FailedOpen(resolved(source, address).snapshot(), why);
    }

    private static Failed failed(Kind kind) {
        return Failed.of(kind, "orders.shop: " + kind);
    }
}
