package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionAffinityTest {
    private final Fleet fleet = new Fleet();
    private final SplittableRandom random = new SplittableRandom(1);
    private final SessionAffinity affinity =
            new SessionAffinity(Balancer.roundRobin(random), Duration.ofSeconds(60), fleet.ticker, random);

    @Test
    void allCallsGoToOneEndpointAsLongAsTheyCome() {
        Picker picker = affinity.newPicker(fleet.candidates(5));
        int first = picker.pick(PickContext.NONE);

        for (int call = 0; call < 100; call++) {
            fleet.ticker.advance(Duration.ofSeconds(58));
            assertThat(picker.pick(PickContext.NONE)).isEqualTo(first);
        }
    }

    @Test
    void afterATimeWithoutCallsAnotherOneIsChosen() {
        Picker picker = affinity.newPicker(fleet.candidates(5));
        Set<Integer> picked = new HashSet<>();
        for (int call = 0; call < 5; call++) {
            picked.add(picker.pick(PickContext.NONE));
            fleet.ticker.advance(Duration.ofSeconds(61));
        }

        assertThat(picked).hasSize(5);
    }

    @Test
    void anotherListDoesNotChangeTheEndpoint() {
        List<Candidate> before = fleet.candidates(IntStream.of(0, 1, 2, 3));
        EndpointKey first = Fleet.key(before, affinity.newPicker(before).pick(PickContext.NONE));
        List<Candidate> after = fleet.candidates(IntStream.of(9, 3, 8, 2, 1, 0));
        Picker picker = affinity.newPicker(after);

        assertThat(Stream.generate(() -> Fleet.key(after, picker.pick(PickContext.NONE)))
                        .limit(20))
                .containsOnly(first);
    }

    @Test
    void anEndpointThatIsGoneGivesWayForGood() {
        List<Candidate> before = fleet.candidates(IntStream.of(1, 2));
        EndpointKey first = Fleet.key(before, affinity.newPicker(before).pick(PickContext.NONE));
        int gone = first.equals(Fleet.endpoint(1).key()) ? 1 : 2;
        List<Candidate> without = fleet.candidates(IntStream.of(3 - gone));
        affinity.newPicker(without).pick(PickContext.NONE);
        List<Candidate> back = fleet.candidates(IntStream.of(1, 2));

        assertThat(Fleet.key(back, affinity.newPicker(back).pick(PickContext.NONE)))
                .isEqualTo(Fleet.key(without, 0));
    }

    @Test
    void aListOfSomeThatLacksTheEndpointChoosesForItselfOnly() {
        List<Candidate> candidates = fleet.candidates(5);
        Picker overAll = affinity.newPicker(candidates);
        int first = overAll.pick(PickContext.NONE);
        Picker overOthers = affinity.overSome().newPicker(without(candidates, first));

        assertThat(Stream.generate(() -> overOthers.pick(PickContext.NONE)).limit(8))
                .contains(0, 1, 2, 3);
        assertThat(overAll.pick(PickContext.NONE)).isEqualTo(first);
        assertThat(affinity.overSome().newPicker(candidates).pick(PickContext.NONE))
                .isEqualTo(first);
    }

    @Test
    void anEndpointThatIsGoneGivesWayInListsOfSomeToo() {
        List<Candidate> before = fleet.candidates(5);
        int gone = affinity.newPicker(before).pick(PickContext.NONE);
        List<Candidate> left = without(before, gone);
        Picker overAll = affinity.newPicker(left);
        int second = affinity.overSome().newPicker(left).pick(PickContext.NONE);

        assertThat(Stream.generate(() -> overAll.pick(PickContext.NONE)).limit(8))
                .containsOnly(second);
    }

    @Test
    void aSessionThatNobodyReachesEndsAfterItsTime() {
        List<Candidate> candidates = fleet.candidates(5);
        Picker overAll = affinity.newPicker(candidates);
        int first = overAll.pick(PickContext.NONE);
        Picker overOthers = affinity.overSome().newPicker(without(candidates, first));
        fleet.ticker.advance(Duration.ofSeconds(59));
        overOthers.pick(PickContext.NONE);
        fleet.ticker.advance(Duration.ofSeconds(2));

        int second = overOthers.pick(PickContext.NONE);
        assertThat(Stream.generate(() -> overOthers.pick(PickContext.NONE)).limit(8))
                .containsOnly(second);
        assertThat(overAll.pick(PickContext.NONE)).isNotEqualTo(first);
    }

    @Test
    void aRetryGoesElsewhereForItsCallOnly() {
        List<Candidate> candidates = fleet.candidates(5);
        Picker picker = affinity.newPicker(candidates);
        int first = picker.pick(PickContext.NONE);

        assertThat(picker.pick(PickContext.tried(Set.of(Fleet.key(candidates, first)))))
                .isNotEqualTo(first);
        assertThat(picker.pick(PickContext.NONE)).isEqualTo(first);
    }

    @Test
    void anEjectedEndpointGivesWayForGood() {
        Fleet ejecting = Fleet.ejecting();
        List<Candidate> candidates = ejecting.candidates(5);
        Picker picker = new SessionAffinity(Balancer.roundRobin(random), Duration.ofHours(1), ejecting.ticker, random)
                .newPicker(candidates);
        int first = picker.pick(PickContext.NONE);
        ejecting.fail(candidates.get(first));
        int second = picker.pick(PickContext.NONE);
        assertThat(second).isNotEqualTo(first);

        // Ejections end; what calls stick to does not change by that.
        ejecting.ticker.advance(Duration.ofMinutes(10));
        assertThat(candidates.get(first).isEjected()).isFalse();
        assertThat(IntStream.range(0, 20).map(i -> picker.pick(PickContext.NONE)))
                .containsOnly(second);
    }

    @Test
    void threadsThatBeginAtTheSameTimeAgree() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                SessionAffinity fresh =
                        new SessionAffinity(Balancer.roundRobin(), Duration.ofSeconds(60), fleet.ticker, random);
                Picker picker = fresh.newPicker(fleet.candidates(50));
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<Integer>> picks = Stream.generate(() -> threads.submit(() -> {
                            start.await();
                            return picker.pick(PickContext.NONE);
                        }))
                        .limit(4)
                        .toList();
                Set<Integer> picked = new HashSet<>();
                for (Future<Integer> pick : picks) {
                    picked.add(pick.get());
                }
                assertThat(picked).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Candidate> without(List<Candidate> candidates, int index) {
        return candidates.stream().filter(c -> !c.equals(candidates.get(index))).toList();
    }

    @Test
    void noTimeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionAffinity(Balancer.random(), Duration.ZERO, fleet.ticker, random))
                .withMessage("timeout: PT0S (expected: > 0)");
    }
}
