package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a chain keeps for the next process, and when it is written. */
class KeptAnswersTest extends ColdStartFixture {
    @Test
    void changesAreWrittenAtOnceAndThenNotMoreOftenThanTheInterval() {
        follow(failingOpen());
        int writes = 0;
        for (int i = 1; i <= 100; i++) {
            say(watch, resolved("10.0.0." + i));
            writes = Math.max(writes, disk.tasks);
            scheduler.advance(Duration.ofMillis(100));
        }
        scheduler.advance(config.writeInterval());

        // One to read, and for each write one that begins the pause after it.
        assertThat(disk.tasks).isBetween(1 + 2 * 2, 1 + 2 * 4);
        assertThat(kept().orElseThrow().snapshot())
                .isEqualTo(resolved("10.0.0.100").snapshot());
    }

    @Test
    void anAnswerThatStaysIsWrittenAgainOnlyToTellThatItWasProven() throws IOException {
        follow(failingOpen());
        say(watch, resolved("10.0.0.1"));
        assertThat(kept().orElseThrow().provenAt()).isEqualTo(NOON.minus(SOURCE_AGE));
        int tasks = disk.tasks;

        scheduler.advance(Duration.ofMinutes(4));
        assertThat(disk.tasks).isEqualTo(tasks);
        scheduler.advance(Duration.ofMinutes(2));

        assertThat(kept().orElseThrow().provenAt()).isAfter(NOON.plusSeconds(240));
    }

    @Test
    void whatIsKnownNotToExistIsKeptNoMore() {
        earlierProcessHeard("10.0.0.1");
        follow(failingOpen());

        say(watch, new Resolution.NotFound(Resolution.NotFound.Reason.SERVICE, "no orders"));

        assertThat(kept()).isEmpty();
    }

    @Test
    void anAnswerWithoutReadyEndpointsIsNotGood() {
        follow(failingOpen());
        say(watch, resolved("10.0.0.1"));
        scheduler.advance(config.writeInterval());
        Endpoint unready = Endpoint.builder("10.0.0.1", 8080)
                .conditions(new Conditions(false, false, false))
                .build();

        say(watch, new Resolution.Resolved(EndpointSnapshot.asGiven(ORDERS, "watch", List.of(unready))));

        assertThat(kept()).isEmpty();
    }

    @Test
    void virtualIpsAreNotKept() {
        follow(ResolverChain.failingOpen(
                List.of(watch, StaticResolver.of(Map.of(ORDERS, List.of(Endpoint.of("10.0.0.9", 1))))),
                scheduler,
                PATIENCE));
        say(watch, failed(Kind.ABSENT));
        assertThat(last()).isInstanceOf(Resolution.Resolved.class);

        assertThat(kept()).isEmpty();
    }

    @Test
    void closingWritesWhatIsNotWrittenYet() {
        ResolverChain chain = keeping(failingOpen());
        follow(chain, heard);
        say(watch, resolved("10.0.0.1"));
        say(watch, resolved("10.0.0.2"));
        assertThat(kept().orElseThrow().snapshot())
                .isEqualTo(resolved("10.0.0.1").snapshot());

        chain.close();

        assertThat(kept().orElseThrow().snapshot())
                .isEqualTo(resolved("10.0.0.2").snapshot());
    }

    @Test
    void filesThatNobodyCanUseAnyMoreAreRemoved() throws IOException {
        Path old = Files.createDirectory(directory).resolve("old.shop_http.last-good.json");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(old);
        Files.setLastModifiedTime(
                old, FileTime.from(NOON.minus(config.longestAge()).minusSeconds(1)));

        follow(failingOpen());

        assertThat(old).doesNotExist();
    }
}
