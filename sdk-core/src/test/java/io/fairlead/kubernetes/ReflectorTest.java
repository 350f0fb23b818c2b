package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What goes wrong before a request is sent, and what takes minutes. */
class ReflectorTest {
    private static final Problem GONE = new Problem.Refused(410, Optional.empty(), "too old resource version");
    // Far more than any of these tests needs: a loop without a pause is to end as a failure.
    private static final int FAR_TOO_MANY = 2000;

    private final FakeTicker ticker = new FakeTicker();
    private final ManualScheduler scheduler = new ManualScheduler(ticker);
    private final List<FakeApiLink.Request> requests = new ArrayList<>();
    private final List<FakeApiLink> opened = new ArrayList<>();
    private final List<Problem> failures = new ArrayList<>();
    private Consumer<FakeApiLink.Request> api = FakeApiLink.Request::succeeds;
    private final Links links = new Links(this::open, ticker);
    // Never so old that the watchdog looks by itself.
    private final KubernetesOptions options =
            KubernetesOptions.builder().livenessAge(Duration.ofHours(1)).build();
    private final Reflector<Slice> reflector = new Reflector<>(
            new WatchContext(links, scheduler, ticker, new SplittableRandom(4), options, () -> false),
            ObjectSet.slices("shop", "orders"),
            new Heard());

    @Test
    void aLinkThatIsNeverReadyIsGivenUpForAnother() {
        Links.Link stuck = reflector.link();
        answer(request -> {
            if (request.link() != opened.get(0)) {
                request.succeeds();
            }
        });

        scheduler.advance(Duration.ofSeconds(29));
        assertThat(failures).isEmpty();
        scheduler.advance(Duration.ofSeconds(2));

        assertThat(failures)
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("no configuration or client within 30000 ms");
        assertThat(stuck.isTrusted()).isFalse();
        assertThat(reflector.isWatching()).isTrue();
        assertThat(opened).hasSize(2);
    }

    @Test
    void aLinkThatWasSlowToGetReadyLeavesTheApiServerItsTime() {
        answer(request -> {});
        scheduler.advance(Duration.ofSeconds(25));
        requests.get(0).isSent();

        scheduler.advance(Duration.ofSeconds(9));
        assertThat(failures).isEmpty();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(failures).singleElement().extracting(Problem::text).isEqualTo("no answer within 10000 ms");
    }

    @Test
    void aVersionThatIsGoneAgainAndAgainIsNoLoop() {
        answer(request -> {
            if (request.isList()) {
                request.succeeds();
            } else {
                request.fails(GONE);
            }
        });

        scheduler.advance(Duration.ofMinutes(1));

        assertThat(failures).contains(GONE);
        assertThat(requests).hasSizeBetween(40, 200);
    }

    @Test
    void aWatchThatBreaksOffIsFollowedByACheckHoweverOldItIs() {
        answer(FakeApiLink.Request::succeeds);
        scheduler.advance(plannedLength());

        endWatch(new Problem.Broken(new EOFException("cut off")));

        assertThat(lists()).isEqualTo(2);
        assertThat(reflector.isWatching()).isTrue();
    }

    @Test
    void aWatchThatEndsBeforeItsTimeIsFollowedByACheck() {
        answer(FakeApiLink.Request::succeeds);
        scheduler.advance(plannedLength().minusSeconds(10));
        assertThat(plannedLength().minusSeconds(10)).isGreaterThan(Attempt.SHORTEST_WATCH);

        endWatch(new Problem.Ended());

        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void aWatchThatEndsWhenItShouldIsOnlyOpenedAgain() {
        answer(FakeApiLink.Request::succeeds);
        scheduler.advance(plannedLength().minusSeconds(1));

        endWatch(new Problem.Ended());

        assertThat(lists()).isEqualTo(1);
        assertThat(reflector.isWatching()).isTrue();
        assertThat(failures).isEmpty();
    }

    private void answer(Consumer<FakeApiLink.Request> how) {
        api = how;
        reflector.start();
        scheduler.runDue();
    }

    private Duration plannedLength() {
        return requests.get(1).length();
    }

    private void endWatch(Problem problem) {
        requests.get(1).receiver().failed(problem);
        scheduler.advance(Duration.ofSeconds(10));
    }

    private long lists() {
        return requests.stream().filter(FakeApiLink.Request::isList).count();
    }

    private ApiLink open() {
        FakeApiLink link = new FakeApiLink(request -> {
            requests.add(request);
            assertThat(requests).hasSizeLessThan(FAR_TOO_MANY);
            api.accept(request);
        });
        opened.add(link);
        return link;
    }

    private final class Heard implements Reflector.Listener {
        @Override
        public void changed() {
            // Not what these tests are about.
        }

        @Override
        public void failed(ObjectSet<?> set, String verb, Problem problem) {
            failures.add(problem);
        }

        @Override
        public void recovered(ObjectSet<?> set) {
            // Not what these tests are about.
        }
    }
}
