package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a chain uses of the last good answers of an earlier process. */
class ColdStartTest extends ColdStartFixture {
    @Test
    void anApiServerOutOfReachIsTidedOverAtOnceInPlaceOfFailingOpen() {
        earlierProcessHeard("10.0.0.1");

        Resolver.Subscription subscription = follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));
        say(environment, virtualIp());

        assertThat(heard).containsExactly(lastGood("10.0.0.1", failed(Kind.UNREACHABLE)));
        assertThat(subscription.age()).isEqualTo(SOURCE_AGE);
        scheduler.advance(Duration.ofSeconds(60));
        assertThat(subscription.age()).isEqualTo(SOURCE_AGE.plusSeconds(60));
    }

    @Test
    void aSilentApiServerIsTidedOverAfterTheDiscoveryTimeout() {
        earlierProcessHeard("10.0.0.1");
        follow(failingOpen());
        assertThat(heard).isEmpty();

        scheduler.advance(PATIENCE);

        assertThat(last()).isInstanceOfSatisfying(Resolution.LastGood.class, lastGood -> assertThat(
                        lastGood.why().message())
                .contains("no answer from the source watch"));
    }

    @Test
    void theFirstLiveAnswerTakesOverForGood() {
        earlierProcessHeard("10.0.0.1");
        follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));

        say(watch, resolved("10.0.0.2"));
        say(watch, failed(Kind.DENIED));
        say(environment, failed(Kind.ABSENT));

        assertThat(heard.get(1)).isEqualTo(resolved("10.0.0.2"));
        assertThat(last()).isInstanceOf(Resolution.FailedOpen.class);
    }

    @Test
    void podsThatAnotherSourceKnowsAreALiveAnswer() {
        earlierProcessHeard("10.0.0.1");
        follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));

        say(environment, resolved("10.0.0.3"));

        assertThat(last()).isEqualTo(resolved("10.0.0.3"));
    }

    @Test
    void aDeniedSourceGivesWayToTheVirtualIpWhichGoesOnChanging() {
        earlierProcessHeard("10.0.0.1");
        follow(failingOpen());

        say(watch, failed(Kind.DENIED));
        say(environment, virtualIp());

        assertThat(heard).singleElement().isInstanceOf(Resolution.FailedOpen.class);
    }

    @Test
    void whereNothingElseAnswersADeniedSourceIsTidedOverToo() {
        earlierProcessHeard("10.0.0.1");
        follow(ResolverChain.strict(List.of(watch), scheduler, PATIENCE));

        say(watch, failed(Kind.DENIED));

        assertThat(heard).containsExactly(lastGood("10.0.0.1", failed(Kind.DENIED)));
    }

    @Test
    void strictUsesIt() {
        earlierProcessHeard("10.0.0.1");
        follow(ResolverChain.strict(List.of(watch, environment), scheduler, PATIENCE));

        say(watch, failed(Kind.UNREACHABLE));
        say(environment, virtualIp());

        assertThat(heard).containsExactly(lastGood("10.0.0.1", failed(Kind.UNREACHABLE)));
    }

    @Test
    void aSourceThatIsAbsentHasNothingToBeTidedOver() {
        earlierProcessHeard("10.0.0.1");
        follow(ResolverChain.strict(List.of(watch), scheduler, PATIENCE));

        say(watch, failed(Kind.ABSENT));

        assertThat(heard).containsExactly(failed(Kind.ABSENT));
    }

    @Test
    void whoIsSuspiciousWantsTheSourceToComeBack() {
        earlierProcessHeard("10.0.0.1");
        Resolver.Subscription subscription = follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));

        subscription.suspect();

        assertThat(watch.suspicions()).isEqualTo(1);
    }

    @Test
    void aSlowDiskIsWaitedForNoLongerThanASource() {
        earlierProcessHeard("10.0.0.1");
        disk.stuck = true;
        follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));
        say(environment, virtualIp());
        assertThat(heard).isEmpty();

        scheduler.advance(PATIENCE);
        assertThat(last()).isInstanceOf(Resolution.FailedOpen.class);
        disk.goOn();
        scheduler.runDue();

        assertThat(last()).isInstanceOf(Resolution.LastGood.class);
    }

    @Test
    void withoutAFileEverythingIsAsWithoutAStore() {
        follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));
        say(environment, virtualIp());

        assertThat(heard).singleElement().isInstanceOf(Resolution.FailedOpen.class);
    }

    @ParameterizedTest
    @CsvSource({"3600, true", "3601, false", "-60, true", "-61, false"})
    void anAnswerThatIsTooOldOrOfATimeToComeIsNotUsed(long age, boolean used) throws IOException {
        LastGoodAnswer answer = new LastGoodAnswer(resolved("10.0.0.1").snapshot(), NOON.minusSeconds(age));
        OwnDirectory.open(directory).replace(LastGoodFormat.fileName(ORDERS), LastGoodFormat.write(answer));
        follow(failingOpen());

        say(watch, failed(Kind.UNREACHABLE));

        assertThat(!heard.isEmpty() && last() instanceof Resolution.LastGood).isEqualTo(used);
    }

    @Test
    void aFileThatCannotBeReadIsReplacedByTheNextAnswer() throws IOException {
        OwnDirectory.open(directory).replace(LastGoodFormat.fileName(ORDERS), new byte[] {'{', 1, 2});
        follow(failingOpen());
        say(watch, failed(Kind.UNREACHABLE));
        say(environment, virtualIp());
        assertThat(last()).isInstanceOf(Resolution.FailedOpen.class);

        say(watch, resolved("10.0.0.2"));

        assertThat(kept().orElseThrow().snapshot())
                .isEqualTo(resolved("10.0.0.2").snapshot());
    }

    @Test
    void aDirectoryThatCannotBeUsedHarmsNothing() throws IOException {
        Files.createFile(directory);
        follow(failingOpen());
        say(watch, resolved("10.0.0.1"));
        say(watch, resolved("10.0.0.2"));
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(heard).containsExactly(resolved("10.0.0.1"), resolved("10.0.0.2"));
        Files.delete(directory);
        say(watch, resolved("10.0.0.3"));
        assertThat(kept()).isPresent();
    }
}
