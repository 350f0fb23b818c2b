package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SubsetTest {
    private static final SplittableRandom random = new SplittableRandom(1);

    @Property
    void oneThatComesChangesOneAtMost(
            @ForAll @Size(max = 60) Set<@IntRange(max = 999) Integer> numbers,
            @ForAll @IntRange(max = 999) int newcomer,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll long seed) {
        Set<EndpointKey> before = members(numbers, size, seed);
        Set<Integer> more = new HashSet<>(numbers);
        more.add(newcomer);
        Set<EndpointKey> after = members(more, size, seed);

        assertThat(before).hasSize(Math.min(size, numbers.size()));
        Set<EndpointKey> gone = new HashSet<>(before);
        gone.removeAll(after);
        Set<EndpointKey> come = new HashSet<>(after);
        come.removeAll(before);
        // The same two sets tell what happens if it goes again.
        assertThat(gone).hasSizeLessThanOrEqualTo(1);
        assertThat(come).isSubsetOf(Fleet.endpoint(newcomer).key());
    }

    @Property
    void theOrderOfTheListDecidesNothing(
            @ForAll @Size(max = 60) Set<@IntRange(max = 999) Integer> numbers, @ForAll long seed) {
        List<Integer> sorted = numbers.stream().sorted().toList();
        List<Integer> reversed = IntStream.range(0, sorted.size())
                .mapToObj(i -> sorted.get(sorted.size() - 1 - i))
                .toList();

        assertThat(keys(reversed, 7, seed)).isEqualTo(keys(sorted, 7, seed));
    }

    @Test
    void clientsTogetherUseAllEndpointsAlike() {
        List<Candidate> candidates = new Fleet().candidates(40);
        int[] clients = new int[40];
        for (int seed = 0; seed < 5_000; seed++) {
            IntStream.of(subset(8, seed).members(candidates)).forEach(i -> clients[i]++);
        }

        // 1,000 each, give or take 28: each client takes one with a chance of 8 in 40.
        assertThat(IntStream.of(clients)).allMatch(count -> count > 860 && count < 1140);
    }

    @Test
    void theOthersAreThereForRetriesAtNeed() {
        List<Candidate> candidates = new Fleet().candidates(10);
        Picker picker = subset(3, 1).newPicker(candidates);
        Set<EndpointKey> members = keys(IntStream.range(0, 10).boxed().toList(), 3, 1);
        Set<EndpointKey> tried = new HashSet<>();
        Map<Integer, EndpointKey> order = new HashMap<>();
        for (int attempt = 0; attempt < 10; attempt++) {
            EndpointKey key = Fleet.key(candidates, picker.pick(PickContext.tried(tried)));
            order.put(attempt, key);
            tried.add(key);
        }

        assertThat(tried).hasSize(10);
        assertThat(Set.of(order.get(0), order.get(1), order.get(2))).isEqualTo(members);
    }

    @Test
    void theOthersShareRetriesAlike() {
        List<Candidate> candidates = new Fleet().candidates(10);
        Set<EndpointKey> tried =
                new HashSet<>(keys(IntStream.range(0, 10).boxed().toList(), 3, 1));
        // A run of them.
        IntStream.range(0, 4).forEach(i -> tried.add(Fleet.key(candidates, i)));
        double[] shares = IntStream.range(0, 10)
                .mapToDouble(i -> tried.contains(Fleet.key(candidates, i)) ? 0 : 1)
                .toArray();
        Picker picker = subset(3, 1).newPicker(candidates);
        int[] counts = new int[10];
        for (int pick = 0; pick < 10_000; pick++) {
            counts[picker.pick(PickContext.tried(tried))]++;
        }

        assertThat(Shares.chiSquare(counts, shares)).isLessThanOrEqualTo(Shares.bound(counts, shares));
    }

    @Test
    void aSubsetOfNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balancer.subset(Balancer.random(), 0))
                .withMessage("size: 0 (expected: >= 1)");
    }

    private static Set<EndpointKey> members(Set<Integer> numbers, int size, long seed) {
        return keys(List.copyOf(numbers), size, seed);
    }

    private static Set<EndpointKey> keys(List<Integer> numbers, int size, long seed) {
        List<Candidate> candidates = new Fleet().candidates(numbers.stream().mapToInt(n -> n));
        return candidates.isEmpty()
                ? Set.of()
                : IntStream.of(subset(size, seed).members(candidates))
                        .mapToObj(i -> Fleet.key(candidates, i))
                        .collect(Collectors.toSet());
    }

    private static Subset subset(int size, long seed) {
        return new Subset(Balancer.random(random), size, seed, random);
    }
}
