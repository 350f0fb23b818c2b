package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.resolver.Resolver;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is left of a closed resolver: at the server, and in the process. */
class CloseTest {
    @Test
    void nothingIsLeftAtTheServerNorInTheProcess() {
        Set<Thread> before = threads();
        try (WatchFixture fixture = new WatchFixture()) {
            Set<Thread> servers = threads();
            Resolver.Subscription subscription = fixture.watched("10.0.0.1");
            assertThat(ours(servers)).isNotEmpty();
            // Leaves clients behind that were used for checks.
            fixture.api.wire().silence();
            subscription.suspect();
            await().until(() -> fixture.lists() > 1);

            fixture.resolver.close();
            fixture.scheduler.close();

            await().until(() -> fixture.api.openWatches() == 0);
            assertThat(fixture.resolver).isNotNull();
        }
        // The JDK 17 client's selector thread ends once the client is collected.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    System.gc();
                    assertThat(ours(before)).isEmpty();
                });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    private static Set<String> ours(Set<Thread> others) {
        return threads().stream()
                .filter(thread -> !others.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> name.startsWith("fairlead-api") || name.startsWith("HttpClient"))
                .collect(Collectors.toSet());
    }
}
