package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.REF;
import static io.fairlead.kubernetes.WatchFixture.SERVICE;
import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.Expiry;
import io.fairlead.testkit.Failure;
import io.fairlead.testkit.Hold;
import io.fairlead.testkit.RecordedRequest;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.Target;
import io.fairlead.testkit.Verb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchFaultTest {
    private static final Target SLICE_WATCH = Target.of(Verb.WATCH, Resource.ENDPOINT_SLICES);
    private static final Target SLICE_LIST = Target.of(Verb.LIST, Resource.ENDPOINT_SLICES);

    private final WatchFixture fixture = new WatchFixture(
            options -> options.shortDelay(Duration.ofMillis(400)).longDelay(Duration.ofSeconds(1)));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aWatchThatTheServerEndsIsOpenedAgainWhereItEnded() {
        fixture.watched("10.0.0.1");
        fixture.api.bookmark();
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.awaitAddresses("10.0.0.2");
        String version = Long.toString(fixture.api.resourceVersion());

        fixture.api.endWatches();

        await().until(() -> fixture.watches() == 2);
        assertThat(lastWatch().query()).containsEntry("resourceVersion", version);
        fixture.api.apply(SLICE.ready("10.0.0.3"));
        fixture.awaitAddresses("10.0.0.3");
        assertThat(fixture.lists()).isEqualTo(1);
        assertNoFailureWasTold();
    }

    @Test
    void aBookmarkMovesOnWhereAWatchIsOpenedAgain() {
        fixture.watched("10.0.0.1");
        fixture.api.apply(SERVICE.namespace("elsewhere"));
        fixture.api.bookmark();
        String version = Long.toString(fixture.api.resourceVersion());
        fixture.api.endWatches();

        await().until(() -> fixture.watches() == 2);
        assertThat(lastWatch().query()).containsEntry("resourceVersion", version);
    }

    @Test
    void aWatchThatBreaksIsOpenedAgainOnAnotherConnection() {
        fixture.watched("10.0.0.1");
        long broken = lastWatch().connection();

        fixture.api.breakWatches();

        await().until(() -> fixture.watches() == 2);
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.awaitAddresses("10.0.0.2");
        assertThat(lastWatch().connection()).isNotEqualTo(broken);
        assertThat(fixture.lists()).isEqualTo(1);
        assertNoFailureWasTold();
    }

    @Test
    void aLineThatCannotBeReadBreaksTheWatch() {
        fixture.watched("10.0.0.1");

        fixture.api.sendMalformedLine();

        await().until(() -> fixture.watches() == 2);
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.awaitAddresses("10.0.0.2");
        assertNoFailureWasTold();
    }

    @ParameterizedTest
    @EnumSource
    void aVersionThatIsGoneIsListedAnew(Expiry expiry) {
        fixture.api.faults().expireBy(expiry);
        fixture.watched("10.0.0.1");
        Hold hold = fixture.api.faults().hold(SLICE_WATCH);
        fixture.api.endWatches();
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.api.apply(SLICE.ready("10.0.0.3"));
        fixture.api.compact();
        hold.release();

        fixture.awaitAddresses("10.0.0.3");
        assertThat(fixture.lists()).isEqualTo(2);
        assertNoFailureWasTold();
    }

    @Test
    void aFirstListThatFailsIsToldAndTriedAgain() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        fixture.api.faults().failNext(2, SLICE_LIST, Failure.unavailable());
        fixture.resolver.subscribe(REF, fixture.heard::add);

        assertThat(fixture.awaitFailure(Kind.UNREACHABLE).message())
                .contains("orders.shop")
                .contains("endpointslices")
                .contains("503");
        fixture.awaitAddresses("10.0.0.1");
    }

    @Test
    void anApiServerThatIsNotThereYetIsFoundOnceItIs() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        fixture.api.wire().refuse();
        fixture.resolver.subscribe(REF, fixture.heard::add);
        fixture.awaitFailure(Kind.UNREACHABLE);

        fixture.api.wire().listen();

        fixture.awaitAddresses("10.0.0.1");
    }

    @Test
    void anApiServerThatGoesAndComesBackIsWatchedAgain() {
        fixture.watched("10.0.0.1");
        fixture.api.wire().refuse();
        fixture.api.wire().resetConnections();
        fixture.awaitFailure(Kind.UNREACHABLE);
        fixture.api.apply(SLICE.ready("10.0.0.2"));

        fixture.api.wire().listen();

        fixture.awaitAddresses("10.0.0.2");
        fixture.api.apply(SLICE.ready("10.0.0.3"));
        fixture.awaitAddresses("10.0.0.3");
    }

    @Test
    void denialNamesVerbResourceAndRoleAndHeals() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        fixture.api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));
        fixture.resolver.subscribe(REF, fixture.heard::add);

        assertThat(fixture.awaitFailure(Kind.DENIED).message())
                .contains("may not list endpointslices in namespace shop")
                .contains("kind: Role\n")
                .contains("kind: RoleBinding\n")
                .contains("namespace: shop")
                .contains("resources: [\"services\"]");

        fixture.api.faults().none();
        fixture.awaitAddresses("10.0.0.1");
    }

    @Test
    void aDeniedWatchIsToldThoughListsAreAllowed() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        fixture.api.faults().deny(SLICE_WATCH);
        fixture.resolver.subscribe(REF, fixture.heard::add);

        assertThat(fixture.awaitFailure(Kind.DENIED).message()).contains("may not watch endpointslices");
        await().until(() -> fixture.watches() > 3);
        assertThat(fixture.heard.get(fixture.heard.size() - 1)).isInstanceOf(Resolution.Failed.class);
        // The list's answer, that the watch is denied, and that this lasts.
        assertThat(fixture.heard).hasSizeLessThanOrEqualTo(3);

        fixture.api.faults().none();
        fixture.awaitAddresses("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void anApiServerThatAnswersErrorsKeepsTheAnswerAndIsWatchedAgain(int status) {
        fixture.watched("10.0.0.1");
        Failure failure = status == 429 ? Failure.tooManyRequests(Duration.ofSeconds(1)) : Failure.status(status);
        fixture.api.faults().failNext(4, Target.everything(), failure);

        fixture.api.breakWatches();
        fixture.awaitFailure(Kind.UNREACHABLE);

        fixture.api.apply(SLICE.ready("10.0.0.2"));
        await().atMost(Duration.ofSeconds(15)).until(() -> fixture.addresses().equals(List.of("10.0.0.2")));
        fixture.api.apply(SLICE.ready("10.0.0.3"));
        fixture.awaitAddresses("10.0.0.3");
        assertThat(fixture.heard)
                .filteredOn(Resolution.Failed.class::isInstance)
                .allMatch(told -> ((Resolution.Failed) told).kind() == Kind.UNREACHABLE);
    }

    @Test
    void retryAfterIsObeyed() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        fixture.api.faults().failNext(1, SLICE_LIST, Failure.tooManyRequests(Duration.ofSeconds(2)));
        long begun = System.nanoTime();
        Resolver.Subscription subscription = fixture.resolver.subscribe(REF, fixture.heard::add);
        fixture.awaitFailure(Kind.UNREACHABLE);
        subscription.suspect();

        fixture.awaitAddresses("10.0.0.1");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRestoreOfAnOlderStateIsNoticed(boolean restart) {
        fixture.watched("10.0.0.1");
        long version = fixture.api.resourceVersion();
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.api.apply(SLICE.ready("10.0.0.3"));
        fixture.awaitAddresses("10.0.0.3");

        if (restart) {
            fixture.api.wire().refuse();
            fixture.api.wire().resetConnections();
            fixture.awaitFailure(Kind.UNREACHABLE);
        }
        fixture.api.restore(version);
        fixture.api.wire().listen();

        fixture.awaitAddresses("10.0.0.1");
        fixture.api.apply(SLICE.ready("10.0.0.9"));
        fixture.awaitAddresses("10.0.0.9");
    }

    private RecordedRequest lastWatch() {
        return fixture.api.requests().all().stream()
                .filter(request -> request.is(Verb.WATCH, Resource.ENDPOINT_SLICES))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private void assertNoFailureWasTold() {
        assertThat(fixture.heard).noneMatch(Resolution.Failed.class::isInstance);
    }
}
