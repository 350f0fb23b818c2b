package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.testing.FakeResolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chain with a store of last good answers: what it uses, and what it keeps. */
class ColdStartTest {
    private static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:8080");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    // What the fake source says of its age.
    private static final Duration SOURCE_AGE = Duration.ofSeconds(7);

    @TempDir
    Path parent;

    private final FakeResolver watch = new FakeResolver("watch");
    private final FakeResolver environment = new FakeResolver("environment");
    private final FakeTicker ticker = new FakeTicker();
    private final ManualScheduler scheduler = new ManualScheduler(ticker);
    private final long begunNanos = ticker.nanos();
    private final InstantSource clock = () -> NOON.plusNanos(ticker.nanos() - begunNanos);
    private final DirectExecutor disk = new DirectExecutor();
    private final List<Resolution> heard = new ArrayList<>();
    private Path directory = Path.of("");
    private LastGoodConfig config = LastGoodConfig.in(directory);

    @BeforeEach
    void nameTheDirectory() {
        directory = parent.resolve("answers");
        config = LastGoodConfig.in(directory);
    }

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

    private void earlierProcessHeard(String address) {
        List<Resolution> unheard = new ArrayList<>();
        ResolverChain earlier = keeping(ResolverChain.strict(List.of(watch), scheduler, PATIENCE));
        Resolver.Subscription subscription = follow(earlier, unheard);
        say(watch, resolved(address));
        subscription.close();
        scheduler.runDue();
    }

    private Optional<LastGoodAnswer> kept() {
        try {
            byte[] file = OwnDirectory.open(directory).read(LastGoodFormat.fileName(ORDERS));
            return Optional.of(LastGoodReader.read(file, ORDERS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private ResolverChain failingOpen() {
        return ResolverChain.failingOpen(List.of(watch, environment), scheduler, PATIENCE);
    }

    private ResolverChain keeping(ResolverChain chain) {
        return chain.keeping(new LastGoodStore(config, scheduler, clock, disk));
    }

    private Resolver.Subscription follow(ResolverChain chain) {
        return follow(keeping(chain), heard);
    }

    private Resolver.Subscription follow(ResolverChain chain, List<Resolution> listener) {
        Resolver.Subscription subscription = chain.subscribe(ORDERS, listener::add);
        scheduler.runDue();
        return subscription;
    }

    private void say(FakeResolver source, Resolution resolution) {
        source.say(resolution);
        scheduler.runDue();
    }

    private Resolution last() {
        return heard.get(heard.size() - 1);
    }

    private static Resolution.Resolved resolved(String address) {
        return new Resolution.Resolved(EndpointSnapshot.asGiven(ORDERS, "watch", List.of(Endpoint.of(address, 8080))));
    }

    private static Resolution.Resolved virtualIp() {
        Endpoint ip = Endpoint.of("10.96.0.9", 8080);
        return new Resolution.Resolved(new EndpointSnapshot(
                ORDERS,
                "environment",
                TrafficPolicy.AS_GIVEN,
                List.of(),
                List.of(ip),
                Optional.of(ip),
                Optional.empty()));
    }

    private static Resolution lastGood(String address, Failed why) {
        return new Resolution.LastGood(
                resolved(address).snapshot().withSource("last-good"), NOON.minus(SOURCE_AGE), why);
    }

    private static Failed failed(Kind kind) {
        return Failed.of(kind, "orders.shop: " + kind);
    }

    /** The disk's thread: this one, unless it is stuck. */
    private static final class DirectExecutor extends AbstractExecutorService {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean stuck;
        private int tasks;

        void goOn() {
            stuck = false;
            waiting.forEach(Runnable::run);
            waiting.clear();
        }

        @Override
        public void execute(Runnable task) {
            tasks++;
            if (stuck) {
                waiting.add(task);
            } else {
                task.run();
            }
        }

        @Override
        public void shutdown() {
            // Nothing is held.
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
