package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** What every policy and every wrapper of policies has to hold, each a check that fails with an {@link AssertionError}. */
enum BalancerContract {
    EVERY_PICK_IS_IN_RANGE {
        @Override
        void check(PolicyUnderTest policy) {
            for (int size : SIZES) {
                Fleet fleet = new Fleet();
                Picker picker = newPicker(policy, fleet, candidates(policy, fleet, size));
                for (int pick = 0; pick < 1000; pick++) {
                    assertThat(picker.pick(PickContext.NONE)).isBetween(0, size - 1);
                }
            }
        }
    },

    WHAT_WAS_TRIED_IS_AVOIDED_WHILE_ANOTHER_IS_LEFT {
        @Override
        void check(PolicyUnderTest policy) {
            SplittableRandom random = new SplittableRandom(1);
            for (int size : SIZES) {
                Fleet fleet = new Fleet();
                List<Candidate> candidates = candidates(policy, fleet, size);
                Picker picker = newPicker(policy, fleet, candidates);
                for (int round = 0; round < 100; round++) {
                    Set<EndpointKey> left = new HashSet<>();
                    // From one that is left to about half of them.
                    int many = round % 2 == 0 ? 1 : Math.max(1, size / 2);
                    for (int i = 0; i < many; i++) {
                        left.add(Fleet.key(candidates, random.nextInt(size)));
                    }
                    int picked = picker.pick(endpoint -> !left.contains(endpoint.key()));
                    assertThat(left).contains(Fleet.key(candidates, picked));
                }
            }
        }
    },

    WHAT_IS_EJECTED_IS_AVOIDED_WHILE_ANOTHER_IS_LEFT {
        @Override
        void check(PolicyUnderTest policy) {
            for (int size : SIZES) {
                Fleet fleet = Fleet.ejecting();
                List<Candidate> candidates = candidates(policy, fleet, size);
                Picker picker = newPicker(policy, fleet, candidates);
                IntStream.range(0, size / 2).forEach(i -> fleet.fail(candidates.get(i * 2)));
                Set<EndpointKey> sound = new HashSet<>();
                for (Candidate candidate : candidates) {
                    if (!candidate.isEjected()) {
                        sound.add(candidate.endpoint().key());
                    }
                }
                assertThat(sound).hasSize(size - size / 2);
                for (int pick = 0; pick < 1000; pick++) {
                    assertThat(sound).contains(Fleet.key(candidates, picker.pick(PickContext.NONE)));
                }
                for (int pick = 0; pick < 100; pick++) {
                    int left = picker.pick(PickContext.tried(sound));
                    assertThat(candidates.get(left).isEjected()).isEqualTo(size > 1);
                }
            }
        }
    },

    WHEN_ALL_WERE_TRIED_ONE_IS_PICKED_ALL_THE_SAME {
        @Override
        void check(PolicyUnderTest policy) {
            for (int size : SIZES) {
                Fleet fleet = new Fleet();
                Picker picker = newPicker(policy, fleet, candidates(policy, fleet, size));
                for (int pick = 0; pick < 100; pick++) {
                    assertThat(picker.pick(key -> true)).isBetween(0, size - 1);
                }
            }
        }
    },

    IDLE_CANDIDATES_GET_THEIR_SHARES {
        @Override
        void check(PolicyUnderTest policy) {
            PolicyUnderTest.Shares promise = policy.shares();
            if (promise == null) {
                return;
            }
            for (int size : SIZES) {
                Fleet fleet = new Fleet();
                List<Candidate> candidates = candidates(policy, fleet, size);
                int[] counts = new int[size];
                Picker picker = newPicker(policy, fleet, candidates);
                for (int pick = 0; pick < Math.max(30_000, 5 * size); pick++) {
                    counts[picker.pick(PickContext.NONE)]++;
                }
                double[] shares = promise.of(candidates, key -> true);
                assertThat(Shares.chiSquare(counts, shares)).isLessThanOrEqualTo(Shares.bound(counts, shares));
            }
        }
    },

    THOSE_THAT_ARE_LEFT_GET_THEIR_SHARES {
        @Override
        void check(PolicyUnderTest policy) {
            for (int size : new int[] {3, 4, 10, 100}) {
                for (int out : new int[] {1, size / 2}) {
                    // In a row, and with the first, which has most where shares differ much: what one hands on to the
                    // next shows.
                    Fleet ejecting = Fleet.ejecting();
                    List<Candidate> sick = ejecting.candidates(size);
                    sick.subList(0, out).forEach(ejecting::fail);
                    assertThat(sick.get(out - 1).isEjected()).isTrue();
                    assertLeftGetTheirShares(policy, ejecting, sick, out, PickContext.NONE);

                    Fleet fleet = new Fleet();
                    List<Candidate> sound = fleet.candidates(size);
                    Set<EndpointKey> tried = new HashSet<>();
                    IntStream.range(0, out).forEach(i -> tried.add(Fleet.key(sound, i)));
                    assertLeftGetTheirShares(policy, fleet, sound, out, PickContext.tried(tried));
                }
            }
        }
    },

    WHAT_HAS_NO_WEIGHT_IS_NOT_PICKED {
        @Override
        void check(PolicyUnderTest policy) {
            if (!policy.byWeight()) {
                return;
            }
            SplittableRandom random = new SplittableRandom(1);
            for (int size : new int[] {2, 3, 10, 30}) {
                // A whole zone, and half of all.
                for (int every : new int[] {Fleet.ZONES, 2}) {
                    Fleet fleet = Fleet.ejecting();
                    fleet.candidates(IntStream.iterate(every, i -> i < size, i -> i + every));
                    List<Candidate> candidates = fleet.drained(size, every);
                    Picker picker = newPicker(policy, fleet, candidates);
                    for (int round = 0; round < 1000; round++) {
                        int bound = random.nextInt(size + 1);
                        Set<EndpointKey> tried = new HashSet<>();
                        IntStream.range(0, bound).forEach(i -> tried.add(Fleet.key(candidates, random.nextInt(size))));
                        int picked = picker.pick(bound == 0 ? PickContext.NONE : PickContext.tried(tried));
                        assertThat(picked % every).isNotZero();
                        if (round % 100 == 0) {
                            fleet.fail(candidates.get(picked));
                        }
                    }
                }
            }
        }
    },

    A_LIST_THAT_CHANGES_LEAVES_EACH_ITS_LOAD {
        @Override
        void check(PolicyUnderTest policy) {
            Fleet fleet = new Fleet();
            Balancer balancer = policy.maker().make(fleet.ticker, new SplittableRandom(2));
            List<Candidate> before = fleet.candidates(IntStream.of(0, 1, 2, 3));
            before.get(3).begin();
            picks(balancer.newPicker(before), 100);

            // The busy one is now the first, between two that came; nobody else has a call.
            List<Candidate> after = fleet.candidates(IntStream.of(3, 6));
            assertThat(after.get(0)).isSameAs(before.get(3));
            IntStream.range(0, 50).forEach(i -> after.get(0).begin());
            fleet.ticker.advance(Duration.ofMinutes(1));
            int[] counts = picks(balancer.newPicker(after), 1000);

            assertThat(after.get(0).inFlight()).isEqualTo(51);
            assertThat(after.get(1).inFlight()).isZero();
            if (policy.loadAware()) {
                assertThat(counts[0]).isZero();
            }
        }
    },

    PICKERS_OF_ONE_POLICY_DO_NOT_MIND_EACH_OTHER {
        @Override
        void check(PolicyUnderTest policy) {
            Fleet fleet = new Fleet();
            Balancer balancer = policy.maker().make(fleet.ticker, new SplittableRandom(3));
            List<Candidate> few = fleet.candidates(3);
            List<Candidate> many = new Fleet().candidates(10);
            Picker one = balancer.newPicker(few);
            Picker other = balancer.newPicker(many);
            int[] counts = new int[10];
            for (int pick = 0; pick < 30_000; pick++) {
                assertThat(one.pick(PickContext.NONE)).isBetween(0, 2);
                counts[other.pick(PickContext.NONE)]++;
            }
            if (policy.shares() != null) {
                double[] shares = policy.shares().of(many, key -> true);
                assertThat(Shares.chiSquare(counts, shares)).isLessThanOrEqualTo(Shares.bound(counts, shares));
            }
        }
    },

    THREADS_PICK_AT_THE_SAME_TIME {
        @Override
        void check(PolicyUnderTest policy) throws Exception {
            Fleet fleet = new Fleet();
            List<Candidate> candidates = fleet.candidates(10);
            Picker picker = policy.maker()
                    .make(fleet.ticker, () -> ThreadLocalRandom.current().nextLong())
                    .newPicker(candidates);
            AtomicIntegerArray counts = new AtomicIntegerArray(10);
            EndpointKey tried = Fleet.key(candidates, 4);
            PickContext call = endpoint -> endpoint.hasKey(tried);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS_AT_ONCE);
            try {
                List<Future<?>> futures = new ArrayList<>();
                for (int thread = 0; thread < THREADS_AT_ONCE; thread++) {
                    futures.add(threads.submit(() -> {
                        for (int pick = 0; pick < 20_000; pick++) {
                            counts.incrementAndGet(picker.pick(PickContext.NONE));
                            assertThat(picker.pick(call)).isNotEqualTo(4);
                        }
                    }));
                }
                for (Future<?> future : futures) {
                    assertThatCode(future::get).doesNotThrowAnyException();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(IntStream.range(0, 10).map(counts::get).sum()).isEqualTo(THREADS_AT_ONCE * 20_000);
        }
    },

    A_PICK_ALLOCATES_NOTHING {
        @Override
        void check(PolicyUnderTest policy) {
            for (int size : SIZES) {
                Fleet fleet = Fleet.ejecting();
                List<Candidate> candidates = candidates(policy, fleet, size);
                Picker picker = newPicker(policy, fleet, candidates);
                EndpointKey first = Fleet.key(candidates, 0);
                PickContext tried = endpoint -> endpoint.hasKey(first);
                assertThat(leastAllocated(picker, tried)).isZero();
                fleet.fail(candidates.get(size - 1));
                assertThat(leastAllocated(picker, tried)).isZero();
            }
        }
    };

    static final int THREADS_AT_ONCE = 4;

    private static final int[] SIZES = {1, 2, 3, 10, 10_000};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Fails unless the policy holds it.
     *
     * @throws AssertionError what it does instead
     */
    abstract void check(PolicyUnderTest policy) throws Exception;

    private static Picker newPicker(PolicyUnderTest policy, Fleet fleet, List<Candidate> candidates) {
        return policy.maker().make(fleet.ticker, new SplittableRandom(7)).newPicker(candidates);
    }

    // Newcomers are the second half.
    private static List<Candidate> candidates(PolicyUnderTest policy, Fleet fleet, int size) {
        if (policy.newcomers()) {
            fleet.candidates(size - size / 2);
        }
        return fleet.candidates(size);
    }

    private static void assertLeftGetTheirShares(
            PolicyUnderTest policy, Fleet fleet, List<Candidate> candidates, int out, PickContext tried) {
        PolicyUnderTest.Shares promise = policy.shares();
        if (promise == null) {
            return;
        }
        Set<EndpointKey> left = new HashSet<>();
        candidates
                .subList(out, candidates.size())
                .forEach(candidate -> left.add(candidate.endpoint().key()));
        double[] shares = promise.of(candidates, left::contains);
        Arrays.fill(shares, 0, out, 0);
        int[] counts = new int[candidates.size()];
        Picker picker = newPicker(policy, fleet, candidates);
        for (int pick = 0; pick < 30_000; pick++) {
            counts[picker.pick(tried)]++;
        }
        assertThat(Shares.chiSquare(counts, shares))
                .as("%s of %d, without %d", Arrays.toString(counts), counts.length, out)
                .isLessThanOrEqualTo(Shares.bound(counts, shares));
    }

    private static int[] picks(Picker picker, int many) {
        int[] counts = new int[10];
        for (int pick = 0; pick < many; pick++) {
            counts[picker.pick(PickContext.NONE)]++;
        }
        return counts;
    }

    // The least of some rounds: what else runs in this thread, class loading say, does not come every time.
    private static long leastAllocated(Picker picker, PickContext tried) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5 && least > 0; round++) {
            least = Math.min(least, allocated(picker, tried));
        }
        return least;
    }

    private static long allocated(Picker picker, PickContext tried) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int pick = 0; pick < 1000; pick++) {
            int unused = picker.pick(PickContext.NONE) + picker.pick(tried);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
