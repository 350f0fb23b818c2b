package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConsistentHashTest {
    private static final int KEYS = 2_000;

    private final Fleet fleet = new Fleet();

    /** A call with a key and the endpoints it tried. */
    private record Call(String key, Set<EndpointKey> tried) implements PickContext {
        Call(String key) {
            this(key, Set.of());
        }

        @Override
        public boolean hasTried(Endpoint endpoint) {
            return !tried.isEmpty() && tried.contains(endpoint.key());
        }
    }

    @Property(tries = 100)
    void onlyTheKeysOfOneThatGoesMove(
            @ForAll @Size(min = 2, max = 40) Set<@IntRange(max = 9999) Integer> numbers, @ForAll int which) {
        List<Integer> all = new ArrayList<>(numbers);
        int gone = all.get(Math.floorMod(which, all.size()));
        List<EndpointKey> before = owners(all);
        all.remove((Integer) gone);
        List<EndpointKey> after = owners(all);

        EndpointKey key = Fleet.endpoint(gone).key();
        int moved = 0;
        for (int i = 0; i < KEYS; i++) {
            if (before.get(i).equals(key)) {
                moved++;
            } else {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        // About one of n: six standard deviations of a binomial share.
        double share = 1.0 / numbers.size();
        assertThat(Math.abs(moved - KEYS * share)).isLessThan(6 * Math.sqrt(KEYS * share * (1 - share)) + 1);
    }

    @Property(tries = 100)
    void nobodyGetsMoreThanItsBoundedShare(
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @DoubleRange(min = 0.01, max = 3) double slack,
            @ForAll @IntRange(min = 1, max = 10) int keys) {
        List<Candidate> candidates = new Fleet().candidates(size);
        Picker picker = picker(slack, candidates);
        for (int call = 1; call <= 200; call++) {
            Candidate picked = candidates.get(picker.pick(new Call("key-" + call % keys)));
            picked.begin();
            assertThat(picked.inFlight()).isLessThanOrEqualTo((int) Math.ceil((1 + slack) * call / size));
        }
    }

    @Test
    void aKeyStaysWithItsEndpointWhileThatIsNotBusy() {
        List<Candidate> candidates = fleet.candidates(10);
        Picker picker = picker(0.25, candidates);
        int owner = picker.pick(new Call("user-7"));
        candidates.forEach(c -> IntStream.range(0, 100).forEach(i -> c.begin()));

        assertThat(picker.pick(new Call("user-7"))).isEqualTo(owner);
    }

    @Test
    void whatIsTooBusyPassesAKeyOnToTheSameOtherOne() {
        List<Candidate> candidates = fleet.candidates(10);
        Picker picker = picker(0.25, candidates);
        int owner = picker.pick(new Call("user-7"));
        int next = picker.pick(new Call("user-7", Set.of(Fleet.key(candidates, owner))));
        IntStream.range(0, 10).forEach(i -> candidates.get(owner).begin());

        assertThat(next).isNotEqualTo(owner);
        assertThat(IntStream.range(0, 50).map(i -> picker.pick(new Call("user-7"))))
                .containsOnly(next);
    }

    @Test
    void amongThousandsTheMeanOfSomeStandsForAll() {
        List<Candidate> candidates = fleet.candidates(5_000);
        candidates.forEach(c -> IntStream.range(0, 10).forEach(i -> c.begin()));
        Picker picker = picker(0.25, candidates);
        Candidate owner = candidates.get(picker.pick(new Call("user-7")));
        assertThat(candidates.get(picker.pick(new Call("user-7")))).isSameAs(owner);

        // 13 is the last below 1.25 times 10 and a bit; this call would be the fourteenth.
        IntStream.range(0, 3).forEach(i -> owner.begin());
        assertThat(candidates.get(picker.pick(new Call("user-7")))).isNotSameAs(owner);
    }

    @Test
    void anInfiniteSlackIsNoBound() {
        List<Candidate> candidates = fleet.candidates(3);
        Picker picker = picker(Double.POSITIVE_INFINITY, candidates);
        int owner = picker.pick(new Call("user-7"));
        IntStream.range(0, 1000).forEach(i -> candidates.get(owner).begin());

        assertThat(picker.pick(new Call("user-7"))).isEqualTo(owner);
    }

    @Test
    void keysAreSpreadEvenly() {
        int[] counts = new int[10];
        Picker picker = picker(0.25, fleet.candidates(10));
        for (int i = 0; i < 20_000; i++) {
            counts[picker.pick(new Call("user-" + i))]++;
        }

        double[] alike = new double[10];
        Arrays.fill(alike, 1);
        assertThat(Shares.chiSquare(counts, alike)).isLessThan(Shares.bound(counts, alike));
    }

    @Test
    void retriesGoElsewhere() {
        List<Candidate> candidates = fleet.candidates(6);
        Picker picker = picker(0.25, candidates);
        Set<EndpointKey> tried = new HashSet<>();
        for (int attempt = 0; attempt < 6; attempt++) {
            tried.add(Fleet.key(candidates, picker.pick(new Call("user-7", tried))));
        }

        assertThat(tried).hasSize(6);
        assertThat(picker.pick(new Call("user-7", tried))).isEqualTo(picker.pick(new Call("user-7")));
    }

    @Test
    void aPickByKeyAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Candidate> candidates = fleet.candidates(100);
        candidates.forEach(c -> c.begin());
        Picker picker = picker(0.25, candidates);
        Call call = new Call("user-7");
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int pick = 0; pick < 1000; pick++) {
                int unused = picker.pick(call);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
    }

    @Test
    void noSlackIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balancer.consistentHash(0, new SplittableRandom(1)))
                .withMessage("slack: 0.0 (expected: > 0)");
    }

    private static List<EndpointKey> owners(List<Integer> numbers) {
        List<Candidate> candidates = new Fleet().candidates(numbers.stream().mapToInt(n -> n));
        Picker picker = picker(0.25, candidates);
        return IntStream.range(0, KEYS)
                .mapToObj(i -> Fleet.key(candidates, picker.pick(new Call("user-" + i))))
                .toList();
    }

    private static Picker picker(double slack, List<Candidate> candidates) {
        return Balancer.consistentHash(slack, new SplittableRandom(1)).newPicker(candidates);
    }
}
