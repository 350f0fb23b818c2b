package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.fairlead.testkit.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many Services of one namespace, over a real HTTP API. */
class NamespaceWatchTest {
    private final WatchFixture fixture = new WatchFixture();
    private final List<Follower> followers = new ArrayList<>();

    /** One who follows a Service, and what it heard. */
    private record Follower(Resolver.Subscription subscription, List<Resolution> heard) {
        List<String> addresses() {
            return heard.isEmpty() || !(heard.get(heard.size() - 1) instanceof Resolution.Resolved resolved)
                    ? List.of()
                    : resolved.snapshot().endpoints().stream()
                            .map(Endpoint::address)
                            .toList();
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void fromTheEighthServiceOnTwoWatchesServeThemAll() {
        for (int i = 1; i <= 7; i++) {
            follow(i);
        }
        await().until(() -> fixture.api.openWatches() == 14);
        assertThat(followers.get(0).subscription().reason())
                .startsWith("the EndpointSlices and the Service s1.shop are watched; ");

        for (int i = 8; i <= 12; i++) {
            follow(i);
        }

        // One that was made only just now is listed by itself, until the stream for all is as new.
        await().until(() -> {
            fixture.api.bookmark();
            return fixture.api.openWatches() == 2;
        });
        assertThat(followers.get(0).subscription().reason())
                .startsWith("the EndpointSlices and the Service s1.shop are watched with all of the namespace; ");
        for (int i = 1; i <= 12; i++) {
            fixture.api.apply(slice(i).ready("10.0.1." + i));
        }
        for (int i = 1; i <= 12; i++) {
            Follower follower = followers.get(i - 1);
            String address = "10.0.1." + i;
            await().until(() -> follower.addresses().equals(List.of(address)));
            // The one from before the change-over, if it came, the one after, and nothing between.
            assertThat(follower.heard()).hasSize(2).allMatch(Resolution.Resolved.class::isInstance);
        }
        assertThat(fixture.api.requests().count(Verb.WATCH, Resource.SERVICES)).isBetween(8, 13);
    }

    @Test
    void whenFourAreLeftEachIsWatchedByItselfAgain() {
        for (int i = 1; i <= 8; i++) {
            follow(i);
        }
        await().until(() -> fixture.api.openWatches() == 2);

        followers.subList(5, 8).forEach(follower -> follower.subscription().close());
        await().until(() -> fixture.api.openWatches() == 2);
        followers.get(4).subscription().close();

        await().until(() -> fixture.api.openWatches() == 8);
        fixture.api.apply(slice(1).ready("10.0.1.1"));
        await().until(() -> followers.get(0).addresses().equals(List.of("10.0.1.1")));
        assertThat(followers.get(0).heard()).hasSize(2);
    }

    @Test
    void servicesOfOtherNamespacesDoNotCount() {
        for (int i = 1; i <= 7; i++) {
            follow(i);
        }
        fixture.resolver.subscribe(ServiceRef.parse("s8.elsewhere:http"), resolution -> {});

        await().until(() -> fixture.api.openWatches() == 16);
    }

    @Test
    void theNumberIsAnOptionThatIsChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> KubernetesOptions.builder().namespaceWatchFrom(0).build())
                .withMessage("namespaceWatchFrom: 0 (expected: 1 or more)");
        assertThat(KubernetesOptions.defaults().namespaceWatchFrom()).isEqualTo(8);
    }

    private void follow(int number) {
        fixture.api.apply(
                ServiceManifest.named("s" + number).namespace("shop").port("http", 80),
                slice(number).ready("10.0.0." + number));
        List<Resolution> heard = new CopyOnWriteArrayList<>();
        Resolver.Subscription subscription =
                fixture.resolver.subscribe(ServiceRef.parse("s" + number + ".shop:http"), heard::add);
        Follower follower = new Follower(subscription, heard);
        followers.add(follower);
        await().until(() -> follower.addresses().equals(List.of("10.0.0." + number)));
    }

    private static SliceManifest slice(int number) {
        return SliceManifest.of("s" + number, "s" + number + "-a")
                .namespace("shop")
                .port("http", 8080);
    }
}
