package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The times within which a dead watch is found out, by the defaults, whatever chance has to say. */
class ProofOfLifeTest {
    private static final KubernetesOptions OPTIONS = KubernetesOptions.defaults();
    private static final Duration TWICE = OPTIONS.livenessAge().multipliedBy(2);
    private static final Duration STEP = Duration.ofMillis(10);

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutCallsAHalfOpenConnectionIsFoundOutWithinTwiceTheLivenessAge(long seed) {
        Api api = new Api(seed);
        api.letPass(Duration.ofSeconds(seed));
        api.silenceConnections();
        api.version++;

        assertThat(api.passesUntilCurrent()).isBetween(Duration.ofSeconds(1), TWICE);
        assertThat(api.failures).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenCallsFailItIsFoundOutWithinTwoSeconds(long seed) {
        Api api = new Api(seed);
        api.letPass(Duration.ofSeconds(seed));
        api.silenceConnections();
        api.version++;

        api.reflector.suspect();

        assertThat(api.passesUntilCurrent()).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFrozenApiServerIsToldWithinTwiceTheLivenessAgeAndCurrentSoonAfterItIsBack(long seed) {
        Api api = new Api(seed);
        api.silenceConnections();
        api.frozen = true;

        assertThat(api.passesUntilFailure()).isLessThan(TWICE);
        assertThat(api.reflector.isListed()).isTrue();
        assertThat(api.reflector.age()).isGreaterThanOrEqualTo(OPTIONS.livenessAge());

        api.letPass(Duration.ofSeconds(20));
        api.version++;
        api.frozen = false;
        // A try that waits for its answer, the longest pause, and the next one.
        assertThat(api.passesUntilCurrent()).isLessThan(Duration.ofSeconds(35));
    }

    @Test
    void aQuietHealthyWatchMakesNoListInTenMinutes() {
        Api api = new Api(1);

        for (int minute = 0; minute < 10; minute++) {
            api.letPass(Duration.ofMinutes(1));
            api.bookmark();
        }

        assertThat(api.lists).isEqualTo(1);
    }

    @Test
    void aWatchOnWhichNotEvenBookmarksComeIsChecked() {
        Api api = new Api(1);

        api.letPass(Duration.ofMinutes(10));

        assertThat(api.lists).isBetween(4, 8);
        assertThat(api.failures).isEmpty();
    }

    /** An API server over connections that can be dead, and one who watches it. */
    private static final class Api implements Reflector.Listener {
        private final FakeTicker ticker = new FakeTicker();
        private final ManualScheduler scheduler = new ManualScheduler(ticker);
        private final List<FakeApiLink> dead = new ArrayList<>();
        private final List<FakeApiLink> links = new ArrayList<>();
        private final List<Problem> failures = new ArrayList<>();
        private final Reflector<Slice> reflector;
        private Optional<FakeApiLink.Request> watch = Optional.empty();
        private int version = 5;
        private int lists;
        private boolean frozen;

        Api(long seed) {
            WatchContext context = new WatchContext(
                    new Links(this::open, ticker), scheduler, ticker, new SplittableRandom(seed), OPTIONS, () -> false);
            reflector = new Reflector<>(context, ObjectSet.slices("shop", "orders"), this);
            reflector.start();
            scheduler.runDue();
        }

        void silenceConnections() {
            dead.addAll(links);
        }

        void bookmark() {
            watch.filter(open -> !dead.contains(open.link())).ifPresent(open -> bookmark(open.receiver()));
            scheduler.runDue();
        }

        void letPass(Duration time) {
            scheduler.advance(time);
        }

        Duration passesUntilCurrent() {
            Duration passed = Duration.ZERO;
            while (!reflector.store().version().equals(Integer.toString(version))) {
                assertThat(passed).isLessThan(Duration.ofMinutes(10));
                letPass(STEP);
                passed = passed.plus(STEP);
            }
            return passed;
        }

        Duration passesUntilFailure() {
            Duration passed = Duration.ZERO;
            while (failures.isEmpty()) {
                assertThat(passed).isLessThan(Duration.ofMinutes(10));
                letPass(STEP);
                passed = passed.plus(STEP);
            }
            return passed;
        }

        private ApiLink open() {
            FakeApiLink link = new FakeApiLink(this::answer);
            links.add(link);
            return link;
        }

        private void answer(FakeApiLink.Request request) {
            request.receiver().sent();
            if (request.isList()) {
                lists++;
            }
            if (frozen || dead.contains(request.link())) {
                return;
            }
            if (request.isList()) {
                list(request.receiver());
            } else {
                watch = Optional.of(request);
                request.receiver().opened();
            }
        }

        // One slice, of which every version is another.
        @SuppressWarnings("unchecked") // there is nothing but slices here
        private <T extends ApiObject> void list(ApiReceiver<T> receiver) {
            receiver.listed(new ListReader.Listed<>(List.of((T) slice()), Integer.toString(version)));
        }

        @SuppressWarnings("unchecked")
        private <T extends ApiObject> void bookmark(ApiReceiver<T> receiver) {
            receiver.event(new WatchEvent<>("BOOKMARK", (T) slice(), 0, ""));
        }

        private Slice slice() {
            return Slice.of(
                    new ObjectId("shop", "orders-a", Integer.toString(version)),
                    "orders",
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Weights.NONE);
        }

        @Override
        public void changed() {
            // The store says it all.
        }

        @Override
        public void failed(ObjectSet<?> set, String verb, Problem problem) {
            failures.add(problem);
        }

        @Override
        public void recovered(ObjectSet<?> set) {
            // The store says it all.
        }
    }
}
