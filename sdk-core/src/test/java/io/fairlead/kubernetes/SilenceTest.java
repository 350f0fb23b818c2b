package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.Failure;
import io.fairlead.testkit.Target;
import io.fairlead.testkit.Verb;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watches that are dead and do not say so. */
class SilenceTest {
    private WatchFixture fixture = new WatchFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSuspicionFindsAHalfOpenWatch() {
        Resolver.Subscription subscription = fixture.watched("10.0.0.1");
        fixture.api.wire().silence();
        fixture.api.apply(SLICE.ready("10.0.0.2"));

        subscription.suspect();

        fixture.awaitAddresses("10.0.0.2");
        fixture.api.apply(SLICE.ready("10.0.0.3"));
        fixture.awaitAddresses("10.0.0.3");
        assertThat(fixture.heard).noneMatch(Resolution.Failed.class::isInstance);
    }

    @Test
    void aHalfOpenWatchTakesTheOtherStreamsOfItsLinkAlong() {
        Resolver.Subscription subscription = fixture.watched("10.0.0.1");
        fixture.api.wire().silence();
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.api.apply(WatchFixture.SERVICE.clusterIp("10.96.0.8"));

        subscription.suspect();

        await().until(() -> fixture.addresses().equals(java.util.List.of("10.0.0.2"))
                && fixture.snapshot().clusterIp().orElseThrow().address().equals("10.96.0.8"));
    }

    @Test
    void aSuspicionAboutAHealthyWatchLeavesItAlone() {
        Resolver.Subscription subscription = fixture.watched("10.0.0.1");

        subscription.suspect();
        subscription.suspect();

        await().until(() -> fixture.lists() == 2);
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.awaitAddresses("10.0.0.2");
        assertThat(fixture.watches()).isEqualTo(1);
        await().until(() -> fixture.api.openWatches() == 2);
    }

    @Test
    void manySuspicionsMakeFewChecks() {
        Resolver.Subscription subscription = fixture.watched("10.0.0.1");
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    subscription.suspect();
                    return System.nanoTime() > end;
                });

        assertThat(fixture.lists()).isBetween(3, 5);
    }

    @Test
    void aWatchThatWasSilentForLongIsChecked() {
        fixture.close();
        fixture = new WatchFixture(options -> options.livenessAge(Duration.ofMillis(500)));
        Resolver.Subscription subscription = fixture.watched("10.0.0.1");
        fixture.api.wire().silence();
        fixture.api.apply(SLICE.ready("10.0.0.2"));

        fixture.awaitAddresses("10.0.0.2");
        assertThat(subscription.age()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void bookmarksKeepAQuietWatchFromBeingChecked() {
        fixture.close();
        fixture = new WatchFixture(options -> options.livenessAge(Duration.ofMillis(600)));
        fixture.watched("10.0.0.1");
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            fixture.api.bookmark();
            return System.nanoTime() > end;
        });

        assertThat(fixture.lists()).isEqualTo(1);
    }

    @Test
    void aPartitionIsOverWithinSecondsOfItsEnd() {
        Resolver.Subscription subscription = fixture.watched("10.0.0.1");
        fixture.api.wire().silenceAll();
        subscription.suspect();
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        fixture.api.apply(SLICE.ready("10.0.0.3"));
        fixture.api.compact();
        fixture.awaitFailure(Kind.UNREACHABLE);

        // New connections work; the old ones stay dead, as long as TCP waits to send again.
        fixture.api.wire().silence();

        await().atMost(Duration.ofSeconds(5)).until(() -> fixture.addresses().equals(java.util.List.of("10.0.0.3")));
        fixture.api.apply(SLICE.ready("10.0.0.4"));
        fixture.awaitAddresses("10.0.0.4");
    }

    @Test
    void anApiServerThatIsTooBusyForACheckKeepsItsWatch() {
        Resolver.Subscription subscription = fixture.watched("10.0.0.1");
        fixture.api.faults().failNext(1, Target.of(Verb.LIST), Failure.tooManyRequests(Duration.ofSeconds(1)));

        subscription.suspect();

        await().until(() -> fixture.lists() == 3);
        assertThat(fixture.watches()).isEqualTo(1);
        assertThat(fixture.heard).noneMatch(Resolution.Failed.class::isInstance);
    }
}
