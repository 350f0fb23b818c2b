package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.Failure;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.Target;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server that has just started knows no roles for a moment, and denies everything. */
class BriefDenialTest {
    private WatchFixture fixture = new WatchFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void keepsTheAnswer(int status) {
        fixture.watched("10.0.0.1");
        fixture.api.faults().failNext(3, Target.of(Resource.ENDPOINT_SLICES), Failure.status(status));

        fixture.api.breakWatches();
        fixture.api.apply(SLICE.ready("10.0.0.2"));

        fixture.awaitAddresses("10.0.0.2");
        await().until(() -> fixture.api.openWatches() == 2);
        assertOnlyOutagesWereTold();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void isNoDenialOfAServerThatWasNotThere(int status) {
        fixture.api.apply(WatchFixture.SERVICE, SLICE.ready("10.0.0.1"));
        fixture.api.faults().failNext(2, Target.everything(), Failure.unavailable());
        fixture.api.faults().failNext(4, Target.everything(), Failure.status(status));

        Resolver.Subscription unused = fixture.resolver.subscribe(WatchFixture.REF, fixture.heard::add);

        fixture.awaitAddresses("10.0.0.1");
        assertOnlyOutagesWereTold();
    }

    @Test
    void isToldOnceItLasts() {
        beginImpatiently();
        fixture.watched("10.0.0.1");
        fixture.api.faults().deny(Target.everything());

        fixture.api.breakWatches();

        assertThat(fixture.awaitFailure(Kind.DENIED).message()).contains("kind: RoleBinding");
    }

    @Test
    void isToldOnceItLastsOfAServerThatWasNotThere() {
        beginImpatiently();
        fixture.api.faults().failNext(2, Target.everything(), Failure.unavailable());
        fixture.api.faults().deny(Target.everything());

        Resolver.Subscription unused = fixture.resolver.subscribe(WatchFixture.REF, fixture.heard::add);

        assertThat(fixture.awaitFailure(Kind.DENIED).message()).contains("kind: RoleBinding");
        assertThat(fixture.heard)
                .filteredOn(told -> ((Resolution.Failed) told).kind() == Kind.UNREACHABLE)
                .isNotEmpty();
    }

    /** Anew, with less time for which a denial has to last. */
    private void beginImpatiently() {
        fixture.close();
        fixture = new WatchFixture(
                options -> options.shortDelay(Duration.ofMillis(400)).longDelay(Duration.ofSeconds(1)));
    }

    private void assertOnlyOutagesWereTold() {
        assertThat(fixture.heard)
                .filteredOn(Resolution.Failed.class::isInstance)
                .isNotEmpty()
                .allMatch(told -> ((Resolution.Failed) told).kind() == Kind.UNREACHABLE);
    }
}
