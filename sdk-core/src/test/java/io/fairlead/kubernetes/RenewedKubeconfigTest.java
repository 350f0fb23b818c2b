package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.REF;
import static io.fairlead.kubernetes.WatchFixture.SERVICE;
import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that are exchanged while a Service is watched. */
class RenewedKubeconfigTest {
    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final Scheduler scheduler = Scheduler.daemonThread("renewal-test");
    private final List<Resolution> heard = new CopyOnWriteArrayList<>();
    private final Heard told = new Heard(heard);

    @TempDir
    private Path folder;

    private Path kubeconfig;
    private KubernetesResolver resolver;

    @BeforeEach
    void watch() throws IOException {
        api.access().require("first");
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        kubeconfig = folder.resolve("config");
        Files.writeString(kubeconfig, api.kubeconfig("first", "shop"));
        resolver = KubernetesResolver.create(
                KubernetesOptions.builder()
                        .kubeconfig(kubeconfig)
                        .shortDelay(Duration.ofMillis(400))
                        .longDelay(Duration.ofSeconds(1))
                        .build(),
                scheduler,
                Ticker.system(),
                new SplittableRandom(1));
        resolver.subscribe(REF, heard::add);
        told.awaitAddresses("10.0.0.1");
        await().until(() -> api.openWatches() == 2);
    }

    @AfterEach
    void close() {
        resolver.close();
        scheduler.close();
        api.close();
    }

    @Test
    void aTokenThatIsNoLongerAcceptedIsToldAndTheNextOneFound() throws IOException {
        api.access().require("second");
        api.endWatches();
        api.apply(SLICE.ready("10.0.0.2"));

        assertThat(told.awaitFailure(Kind.DENIED).message())
                .contains("does not accept the credentials", "renew the token");
        Files.writeString(kubeconfig, api.kubeconfig("second", "shop"));

        told.awaitAddresses("10.0.0.2");
        await().until(() -> api.openWatches() == 2);
    }

    @Test
    void aKubeconfigThatIsAwayForAWhileIsAnOutageAndNotItsEnd() throws IOException {
        Files.delete(kubeconfig);
        api.breakWatches();
        api.apply(SLICE.ready("10.0.0.2"));

        assertThat(told.awaitFailure(Kind.UNREACHABLE).message())
                .contains("the kubeconfig " + kubeconfig + " cannot be read");
        Files.writeString(kubeconfig, api.kubeconfig("first", "shop"));

        told.awaitAddresses("10.0.0.2");
    }
}
