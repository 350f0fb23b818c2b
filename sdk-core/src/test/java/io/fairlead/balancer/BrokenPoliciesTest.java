package io.fairlead.balancer;

import static io.fairlead.balancer.BalancerContract.A_LIST_THAT_CHANGES_LEAVES_EACH_ITS_LOAD;
import static io.fairlead.balancer.BalancerContract.A_PICK_ALLOCATES_NOTHING;
import static io.fairlead.balancer.BalancerContract.EVERY_PICK_IS_IN_RANGE;
import static io.fairlead.balancer.BalancerContract.IDLE_CANDIDATES_GET_THEIR_SHARES;
import static io.fairlead.balancer.BalancerContract.PICKERS_OF_ONE_POLICY_DO_NOT_MIND_EACH_OTHER;
import static io.fairlead.balancer.BalancerContract.THOSE_THAT_ARE_LEFT_GET_THEIR_SHARES;
import static io.fairlead.balancer.BalancerContract.THREADS_PICK_AT_THE_SAME_TIME;
import static io.fairlead.balancer.BalancerContract.WHAT_HAS_NO_WEIGHT_IS_NOT_PICKED;
import static io.fairlead.balancer.BalancerContract.WHAT_IS_EJECTED_IS_AVOIDED_WHILE_ANOTHER_IS_LEFT;
import static io.fairlead.balancer.BalancerContract.WHAT_WAS_TRIED_IS_AVOIDED_WHILE_ANOTHER_IS_LEFT;
import static io.fairlead.balancer.BalancerContract.WHEN_ALL_WERE_TRIED_ONE_IS_PICKED_ALL_THE_SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Candidate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract catches what breaks it: for each of its checks there is a policy that is right but for that. */
class BrokenPoliciesTest {
    record Broken(BalancerContract caught, PolicyUnderTest policy) {
        @Override
        public String toString() {
            return policy + " is caught by " + caught;
        }
    }

    static Stream<Broken> broken() {
        return Stream.of(
                new Broken(EVERY_PICK_IS_IN_RANGE, PolicyUnderTest.even("one too far", (t, random) -> list -> {
                    Picker right = Balancer.random(random).newPicker(list);
                    return call -> right.pick(call) + (list.size() > 3 && random.nextInt(100) == 0 ? 1 : 0);
                })),
                new Broken(
                        WHAT_WAS_TRIED_IS_AVOIDED_WHILE_ANOTHER_IS_LEFT,
                        PolicyUnderTest.even("tries eight times", (t, random) -> list -> triesAgain(list, random))),
                new Broken(
                        WHAT_IS_EJECTED_IS_AVOIDED_WHILE_ANOTHER_IS_LEFT,
                        PolicyUnderTest.even(
                                "looks at what was tried alone", (t, random) -> list -> triesAgain(list, random))),
                new Broken(
                        WHEN_ALL_WERE_TRIED_ONE_IS_PICKED_ALL_THE_SAME,
                        PolicyUnderTest.even("gives up", (t, random) -> list -> {
                            Picker right = Balancer.random(random).newPicker(list);
                            return call -> {
                                int index = right.pick(call);
                                return call.hasTried(list.get(index).endpoint()) ? -1 : index;
                            };
                        })),
                new Broken(
                        IDLE_CANDIDATES_GET_THEIR_SHARES,
                        PolicyUnderTest.even(
                                "favours one",
                                (t, random) ->
                                        Balancer.weighted(e -> e.pod().name().equals("pod-1") ? 1.2 : 1, random))),
                new Broken(
                        THOSE_THAT_ARE_LEFT_GET_THEIR_SHARES,
                        PolicyUnderTest.even("hands on to the next", (t, random) -> list -> {
                            Draw draw = new Draw(list, random);
                            return call -> draw.leastAvoidedFrom(draw.below(list.size()), call);
                        })),
                new Broken(
                        WHAT_HAS_NO_WEIGHT_IS_NOT_PICKED,
                        PolicyUnderTest.even(
                                        "subset that looks at no weight",
                                        (t, random) ->
                                                new Subset(Balancer.weighted(Endpoint::weight, random), 4, 5, random))
                                .weighing()),
                new Broken(
                        A_LIST_THAT_CHANGES_LEAVES_EACH_ITS_LOAD,
                        PolicyUnderTest.even("counts by place", (t, random) -> new CountsByPlace(random))
                                .minding()),
                new Broken(
                        A_LIST_THAT_CHANGES_LEAVES_EACH_ITS_LOAD,
                        PolicyUnderTest.even("counts itself", (t, random) -> list -> {
                            Picker right = Balancer.random(random).newPicker(list);
                            return call -> {
                                int index = right.pick(call);
                                list.get(index).begin();
                                return index;
                            };
                        })),
                new Broken(
                        PICKERS_OF_ONE_POLICY_DO_NOT_MIND_EACH_OTHER,
                        PolicyUnderTest.even("one list for all", (t, random) -> new OneForAll(random))),
                new Broken(
                        THREADS_PICK_AT_THE_SAME_TIME,
                        PolicyUnderTest.even("turns without care", (t, random) -> Turns::new)),
                new Broken(
                        A_PICK_ALLOCATES_NOTHING,
                        PolicyUnderTest.even(
                                "streams",
                                (t, random) -> list -> call -> {
                                    List<Candidate> left = list.stream()
                                            .filter(c -> !call.hasTried(c.endpoint()))
                                            .collect(Collectors.toCollection(ArrayList::new));
                                    return left.isEmpty() ? 0 : list.indexOf(left.get(random.nextInt(left.size())));
                                })));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenPolicyIsCaught(Broken broken) {
        assertThatThrownBy(() -> broken.caught().check(broken.policy())).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyCheckCatchesSomething() {
        Set<BalancerContract> catching = broken().map(Broken::caught)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(BalancerContract.class)));

        assertThat(catching).isEqualTo(EnumSet.allOf(BalancerContract.class));
    }

    private static Picker triesAgain(List<Candidate> list, RandomGenerator random) {
        return call -> {
            int index = random.nextInt(list.size());
            for (int again = 0; again < 8 && call.hasTried(list.get(index).endpoint()); again++) {
                index = random.nextInt(list.size());
            }
            return index;
        };
    }

    /** Least request that keeps what it knows by the place in the list, beyond the list. */
    private static final class CountsByPlace implements Balancer {
        private final Map<Integer, Integer> busy = new HashMap<>();
        private final RandomGenerator random;

        CountsByPlace(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public Picker newPicker(List<Candidate> candidates) {
            for (int i = 0; i < candidates.size(); i++) {
                busy.putIfAbsent(i, candidates.get(i).inFlight());
            }
            return call -> {
                int index = random.nextInt(candidates.size());
                int other = random.nextInt(candidates.size());
                return busy.getOrDefault(index, 0) <= busy.getOrDefault(other, 0) ? index : other;
            };
        }
    }

    /** Its pickers draw from the list that the newest of them was made for. */
    private static final class OneForAll implements Balancer {
        private final RandomGenerator random;
        private int size;

        OneForAll(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public Picker newPicker(List<Candidate> candidates) {
            size = candidates.size();
            return call -> random.nextInt(size);
        }
    }

    /** Round robin as for one thread. The first picks of all threads look, and then step, side by side, which is what it must not mind. */
    private static final class Turns implements Picker {
        private final List<Candidate> list;
        private final AtomicInteger next;
        private final CountDownLatch looked = new CountDownLatch(BalancerContract.THREADS_AT_ONCE);
        private final CountDownLatch stepped = new CountDownLatch(BalancerContract.THREADS_AT_ONCE);

        Turns(List<Candidate> list) {
            this.list = list;
            this.next = new AtomicInteger(list.size() - 1);
        }

        @Override
        public int pick(PickContext call) {
            if (next.get() == list.size()) {
                next.set(0);
            }
            meet(looked);
            int index = next.getAndIncrement();
            meet(stepped);
            return call.hasTried(list.get(index).endpoint()) ? (index + 1) % list.size() : index;
        }

        private static void meet(CountDownLatch place) {
            place.countDown();
            try {
                place.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
