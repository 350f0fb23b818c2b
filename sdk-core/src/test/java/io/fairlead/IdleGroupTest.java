package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a Service that nobody uses any more. */
class IdleGroupTest {
    private static final Duration IDLE = Duration.ofMinutes(5);
    /** What the source of these tests always says. */
    private static final Duration AGE_OF_AN_ANSWER = Duration.ofSeconds(7);

    private static final Duration ALMOST = IDLE.minusSeconds(1);

    private final GroupTesting world = new GroupTesting();
    private final ServiceDiscovery discovery = world.builder().build();
    private final EndpointGroup group = discovery.group("orders:http");

    @Test
    void whatIsUsedIsWatched() {
        useOnce();
        for (int i = 0; i < 10; i++) {
            pass(ALMOST);
            group.state();
        }
        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void anUnusedWatchEndsAfterOneToTwoIdleTimes() {
        useOnce();
        pass(IDLE); // the use was in this time
        assertThat(world.source.subscribers()).isEqualTo(1);
        pass(IDLE);
        assertThat(world.source.subscribers()).isZero();
    }

    @Test
    void whatSomebodySubscribedToOrWaitsForIsWatched() {
        group.subscribe(state -> {});
        pass(IDLE.multipliedBy(3));
        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void theAnswerServesWhoComesBackSoonAndTellsItsAge() {
        useOnce();
        pass(IDLE.multipliedBy(2));
        pass(Duration.ofMinutes(1));

        assertThat(group.pick().endpoint().hostPort()).isEqualTo("10.0.0.1:8080");
        Explanation kept = discovery.explain("orders:http");
        assertThat(kept.age()).isEqualTo(AGE_OF_AN_ANSWER.plusMinutes(1));
        assertThat(kept.reason()).startsWith("nobody had used orders.shop:http for a while");

        world.sayEndpoints("10.0.0.1");
        assertThat(world.source.subscribers()).isEqualTo(1);
        assertThat(discovery.explain("orders:http").age()).isEqualTo(AGE_OF_AN_ANSWER);
        assertThat(discovery.explain("orders:http").reason()).doesNotContain("nobody");
    }

    @Test
    void aFailedSourceDoesNotRenewAKeptAnswer() {
        useOnce();
        pass(IDLE.multipliedBy(2));
        group.state();
        world.say(Resolution.Failed.of(Resolution.Failed.Kind.UNREACHABLE, "the API server is gone"));
        pass(Duration.ofMinutes(1));
        assertThat(discovery.explain("orders:http").age()).isEqualTo(AGE_OF_AN_ANSWER.plusMinutes(1));
    }

    @Test
    void anAnswerThatNobodyCameBackForIsForgotten() {
        useOnce();
        pass(IDLE.multipliedBy(3));

        assertThatExceptionOfType(NoEndpointsException.class)
                .isThrownBy(group::pick)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(NoEndpointsException.Reason.NOT_READY_IN_TIME));
    }

    @Test
    void aNameThatStoodInForPodsIsNoAnswerWorthKeeping() {
        EndpointSnapshot byName = GroupTesting.snapshot("10.96.0.1");
        group.state();
        world.say(new Resolution.FailedOpen(byName, Resolution.Failed.of(Resolution.Failed.Kind.UNREACHABLE, "gone")));

        group.rest();
        pass(Duration.ZERO);

        assertThat(group.state().isKnown()).isFalse();
    }

    @Test
    void whoeverKeptAForgottenGroupMayUseItAgain() {
        useOnce();
        pass(IDLE.multipliedBy(3));
        group.state();
        world.sayEndpoints("10.0.0.2");
        assertThat(group.pick().endpoint().hostPort()).isEqualTo("10.0.0.2:8080");
    }

    @Test
    void aForgottenGroupIsTheOnlyOneAsLongAsSomebodyHasIt() {
        useOnce();
        pass(IDLE.multipliedBy(3));
        useOnce();

        assertThat(discovery.group("orders:http")).isSameAs(group);
        discovery.explain("orders:http");
        world.scheduler.runDue();
        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void aForgottenGroupThatNobodyHasIsGone() {
        WeakReference<EndpointGroup> stranger = new WeakReference<>(discovery.group("stranger:http"));
        WeakReference<ServiceRef> name =
                new WeakReference<>(discovery.group("stranger:http").service());
        discovery.group("stranger:http").state();
        pass(IDLE.multipliedBy(3));

        for (int i = 0; i < 10 && (stranger.get() != null || name.get() != null); i++) {
            System.gc();
        }
        assertThat(stranger.get()).isNull();
        assertThat(name.get()).isNull();
    }

    @Test
    void aRestingGroupHoldsNoWatchAndComesBackWithItsLastAnswer() {
        group.state();
        world.sayEndpoints("10.0.0.1");

        group.rest();
        world.scheduler.runDue();
        assertThat(world.source.subscribers()).isZero();

        assertThat(GroupTesting.picked(group, 1)).containsOnly("10.0.0.1:8080");
        world.scheduler.runDue();
        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void aSubscribedGroupDoesNotRest() {
        group.subscribe(state -> {});
        world.sayEndpoints("10.0.0.1");

        group.rest();
        world.scheduler.runDue();

        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void aGroupThatSomebodyWaitsForDoesNotRest() {
        CompletableFuture<EndpointSnapshot> ready = group.whenReady();
        world.scheduler.runDue();

        group.rest();
        world.sayEndpoints("10.0.0.1");

        assertThat(ready).isCompleted();
        assertThat(discovery.group("orders:http")).isSameAs(group);
    }

    @Test
    void aForgottenGroupHearsOfTheEndToo() {
        group.state();
        world.say(new Resolution.NotFound(Resolution.NotFound.Reason.SERVICE, "no Service orders in shop"));
        group.rest();
        world.scheduler.runDue();
        assertThat(group.state().isKnown()).isFalse();

        discovery.close();

        assertThatExceptionOfType(DiscoveryClosedException.class).isThrownBy(group::pick);
    }

    @Test
    void whoStopsWaitingLeavesNothingBehind() {
        group.whenReady().cancel(false);
        world.sayEndpoints("10.0.0.1");

        group.rest();
        world.scheduler.runDue();

        assertThat(world.source.subscribers()).isZero();
    }

    private void useOnce() {
        group.state();
        world.sayEndpoints("10.0.0.1");
    }

    private void pass(Duration time) {
        world.scheduler.advance(time);
    }
}
