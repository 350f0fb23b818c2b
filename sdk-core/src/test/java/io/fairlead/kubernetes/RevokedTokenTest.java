package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.REF;
import static io.fairlead.kubernetes.WatchFixture.SERVICE;
import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod whose token the API server accepts no more, over TLS as in a cluster. */
class RevokedTokenTest {
    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final TlsFront front = new TlsFront(api);
    private final Scheduler scheduler = Scheduler.daemonThread("revoked-test");
    private final List<Resolution> heard = new CopyOnWriteArrayList<>();
    private final Heard told = new Heard(heard);

    @TempDir
    private Path folder;

    private KubernetesResolver resolver;
    private Resolver.Subscription subscription;

    @BeforeEach
    void watch() throws IOException {
        Map<String, String> environment = Map.of(
                "KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT", Integer.toString(front.port()));
        Surroundings pod = new Surroundings(environment::get, folder.resolve("home"), folder);
        Files.writeString(pod.authority(), front.authority());
        Files.writeString(pod.token(), "first");
        api.access().require("first");
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        resolver = new KubernetesResolver(
                new FoundConfig(Optional.empty(), pod),
                KubernetesOptions.builder()
                        .shortDelay(Duration.ofMillis(400))
                        .longDelay(Duration.ofSeconds(1))
                        .build(),
                scheduler,
                Ticker.system(),
                new SplittableRandom(1));
        subscription = resolver.subscribe(REF, heard::add);
        told.awaitAddresses("10.0.0.1");
        await().until(() -> api.openWatches() == 2);
    }

    @AfterEach
    void close() {
        resolver.close();
        scheduler.close();
        front.close();
        api.close();
    }

    @Test
    void isToldWhenTheConnectionEndsAndTheNextTokenInTheFileIsFound() throws IOException {
        revoke();

        front.endConnections();
        awaitDenial();

        Files.writeString(folder.resolve("token"), "second");
        front.refuse(false);
        api.apply(SLICE.ready("10.0.0.2"));
        told.awaitAddresses("10.0.0.2");
        await().until(() -> api.openWatches() == 2);
    }

    @Test
    void isToldWhenACallFailsAndOpenWatchesAreHeardUntilThen() {
        revoke();

        api.apply(SLICE.ready("10.0.0.2"));
        told.awaitAddresses("10.0.0.2");
        assertThat(heard).noneMatch(Resolution.Failed.class::isInstance);

        subscription.suspect();
        awaitDenial();
    }

    private void revoke() {
        api.access().require("second");
        front.refuse(true);
    }

    private void awaitDenial() {
        await().untilAsserted(() -> assertThat(heard.get(heard.size() - 1))
                .isInstanceOfSatisfying(Resolution.Failed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.DENIED);
                    assertThat(failed.message()).contains("does not accept the credentials", "renew the token");
                }));
        assertThat(front.sentAway()).isPositive();
    }
}
