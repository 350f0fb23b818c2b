package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.Resolution.NotFound.Reason;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.testing.FakeResolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DENIED", "INVALID"})
    void aSourceThatHasAnsweredAndFailsAlthoughItCanBeReachedGivesWay(Kind kind) {
        follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));

        say(watch, failed(kind));
        say(environment, resolved("environment", "10.96.0.9"));

        assertThat(last()).isEqualTo(opened("environment", "10.96.0.9", failed(kind)));
    }

    @Test
    void aSourceThatHasAnsweredAndKnowsTheServiceNoMoreGivesWay() {
        follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));

        say(watch, failed(Kind.ABSENT));
        say(environment, resolved("environment", "10.96.0.9"));

        assertThat(last()).isEqualTo(resolved("environment", "10.96.0.9"));
    }

    @Test
    void aSourceThatIsDeniedKeepsItsAnswerWhereTheNextOneCannotTellWhichPortIsMeant() {
        follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));

        say(watch, failed(Kind.DENIED));
        say(environment, notFound(Reason.AMBIGUOUS_PORT));

        assertThat(last()).isEqualTo(failed(Kind.DENIED));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheNextSourceKnowsNotToExistIsBelieved(Reason reason) {
        follow(failingOpen());
        if (reason != Reason.AMBIGUOUS_PORT) {
            say(watch, resolved("watch", "10.0.0.1"));
        }

        say(watch, failed(Kind.DENIED));
        say(environment, notFound(reason));

        assertThat(last()).isEqualTo(notFound(reason));
    }

    @Test
    void whatIsKnownNotToExistAsksNobodyElse() {
        follow(failingOpen());
        Resolution notFound = notFound(Reason.SERVICE);

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
    void podsThatALaterSourceKnowsAreNoFall() {
        FakeResolver written = new FakeResolver("static");
        follow(ResolverChain.strict(List.of(watch, written), scheduler, PATIENCE));

        say(watch, failed(Kind.DENIED));
        say(written, resolved("static", "10.0.0.1"));

        assertThat(heard).containsExactly(resolved("static", "10.0.0.1"));
    }

    @Test
    void whereTheOnlySourceIsAbsentThatIsTold() {
        follow(ResolverChain.strict(List.of(watch), scheduler, PATIENCE));

        say(watch, failed(Kind.ABSENT));

        assertThat(heard).containsExactly(failed(Kind.ABSENT));
    }

    @Test
    void withoutAnySourceTheServicesNameIsCalledAtOnceAndSaysWhy() {
        follow(failingOpen());

        say(watch, failed(Kind.ABSENT));
        say(environment, failed(Kind.ABSENT));

        assertThat(heard).containsExactly(opened("service-name", "orders.shop.svc", failed(Kind.ABSENT)));
    }

    @Test
    void aNamedPortCannotFailOpenAndIsAnErrorAtOnce() {
        follow(failingOpen(), ServiceRef.parse("orders.shop:http"));

        say(watch, failed(Kind.DENIED));
        say(environment, Failed.of(Kind.ABSENT, "no variable"));

        assertThat(heard).singleElement().isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.DENIED);
            assertThat(failed.message())
                    .startsWith("orders.shop: DENIED; no variable; ")
                    .contains("orders.shop:http cannot be called by its DNS name");
        });
    }

    @Test
    void aNamedPortIsAnErrorAsSoonAsTheSilenceLastsTooLong() {
        follow(ResolverChain.failingOpen(List.of(watch), scheduler, PATIENCE), ServiceRef.parse("orders.shop:http"));

        scheduler.advance(PATIENCE);

        assertThat(heard).singleElement().isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.message())
                .startsWith("orders.shop:http: no answer from the source watch within 2000 ms, ")
                .contains("raise the discoveryTimeout")
                .contains("orders.shop:http cannot be called by its DNS name"));
    }

    @Test
    void aSourceThatThrowsHasFailed() {
        RuntimeException bug = new IllegalStateException("a bug");
        Resolver broken = new Resolver() {
            @Override
            public String source() {
                return "broken";
            }

            @Override
            public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
                throw bug;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        follow(ResolverChain.failingOpen(List.of(broken), scheduler, PATIENCE));

        assertThat(heard).singleElement().isInstanceOfSatisfying(Resolution.FailedOpen.class, open -> {
            assertThat(open.why().kind()).isEqualTo(Kind.INVALID);
            assertThat(open.why().cause()).contains(bug);
            assertThat(open.why().message()).contains("orders.shop:8080", "broken", "a bug");
        });
    }

    @Test
    void laterSourcesAreAskedAnewWhenTheyAreNeededAgain() {
        follow(failingOpen());
        say(watch, failed(Kind.DENIED));
        say(environment, resolved("environment", "10.96.0.9"));
        say(watch, resolved("watch", "10.0.0.1"));

        say(watch, failed(Kind.DENIED));
        assertThat(environment.subscribers()).isEqualTo(1);
        assertThat(last()).isEqualTo(resolved("watch", "10.0.0.1"));
        say(environment, resolved("environment", "10.96.0.10"));

        assertThat(last()).isEqualTo(opened("environment", "10.96.0.10", failed(Kind.DENIED)));
    }

    @Test
    void aSourceThatAsksAnewKeepsItsAnswerMeanwhile() {
        follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));
        scheduler.advance(PATIENCE);

        say(watch, new Resolution.Pending());
        scheduler.advance(PATIENCE);

        assertThat(heard).containsExactly(resolved("watch", "10.0.0.1"));
        assertThat(environment.subscribers()).isZero();
    }

    @Test
    void whatWasGivenUpForADenialStaysGivenUpUntilThereIsANewAnswer() {
        follow(failingOpen());
        say(watch, resolved("watch", "10.0.0.1"));
        say(watch, failed(Kind.DENIED));
        say(environment, resolved("environment", "10.96.0.9"));

        say(watch, failed(Kind.UNREACHABLE));
        say(environment, resolved("environment", "10.96.0.10"));

        assertThat(last()).isEqualTo(opened("environment", "10.96.0.10", failed(Kind.UNREACHABLE)));
    }

    @Test
    void aClosedChainSaysNothingMore() {
        ResolverChain chain = failingOpen();
        follow(chain);

        chain.close();
        scheduler.advance(PATIENCE.multipliedBy(3));

        assertThat(heard).isEmpty();
        assertThat(environment.subscribers()).isZero();
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
        return follow(chain, ORDERS);
    }

    private Resolver.Subscription follow(ResolverChain chain, ServiceRef service) {
        Resolver.Subscription subscription = chain.subscribe(service, heard::add);
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
        Endpoint endpoint = Endpoint.of(address, 8080);
        Optional<Endpoint> clusterIp = Optional.of(endpoint).filter(given -> source.equals("environment"));
        return new Resolution.Resolved(new EndpointSnapshot(
                ORDERS, source, TrafficPolicy.AS_GIVEN, List.of(), List.of(endpoint), clusterIp, Optional.empty()));
    }

    private static Resolution opened(String source, String address, Failed why) {
        return new Resolution.FailedOpen(resolved(source, address).snapshot(), why);
    }

    private static Resolution.NotFound notFound(Reason reason) {
        return new Resolution.NotFound(reason, "orders.shop: " + reason);
    }

    private static Failed failed(Kind kind) {
        return Failed.of(kind, "orders.shop: " + kind);
    }
}
