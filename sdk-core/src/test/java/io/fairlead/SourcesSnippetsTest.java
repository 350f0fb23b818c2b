package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.kubernetes.KubernetesResolver;
import io.fairlead.kubernetes.Reach;
import io.fairlead.resolver.LastGoodConfig;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/sources.md and docs/services.md, in its words. */
class SourcesSnippetsTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleIsCompiledHere() throws IOException {
        String here = squeezed(Files.readString(Path.of("src/test/java/io/fairlead/SourcesSnippetsTest.java")));
        String document =
                Files.readString(Path.of("../docs/sources.md")) + Files.readString(Path.of("../docs/services.md"));

        assertThat(BLOCK.matcher(document).results().map(block -> squeezed(block.group(1))))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(example -> assertThat(here).contains(example));
    }

    @Test
    void endpointsCanBeAskedForAlone() {
        Scheduler scheduler = Scheduler.daemonThread("discovery");
        KubernetesResolver kubernetes = KubernetesResolver.create(
                KubernetesOptions.defaults(), scheduler, Ticker.system(), new SplittableRandom());
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .scheduler(scheduler)
                .source(kubernetes.endpoints())
                .build();

        assertThat(kubernetes.endpoints().source()).isEqualTo("endpoints");
        discovery.close();
        scheduler.close();
    }

    @Test
    void aReachIsChosen() {
        KubernetesOptions options =
                KubernetesOptions.builder().reach(Reach.VIRTUAL_IP).build();
        ServiceDiscovery discovery =
                ServiceDiscovery.builder().kubernetes(options).build();

        assertThat(options.reach()).contains(Reach.VIRTUAL_IP);
        discovery.close();
    }

    @Test
    void answersCanBeKeptForAStartWithoutApiServer() {
        ServiceDiscoveryBuilder builder =
                ServiceDiscovery.builder().lastGood(LastGoodConfig.in(Path.of("/var/cache/orders/fairlead")));

        builder.build().close();
        assertThat(Path.of("/var/cache/orders")).doesNotExist();
    }

    // The formatter breaks lines where it likes.
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
