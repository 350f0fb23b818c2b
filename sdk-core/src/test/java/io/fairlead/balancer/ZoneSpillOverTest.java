package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.endpoint.Location;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.testing.FakeTicker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ZoneSpillOverTest {
    private static final int PICKS = 20_000;

    // With a seed: of a million such trials, thirty would fail by chance.
    @Property(tries = 100, seed = "42")
    void clientsOfAllZonesTogetherLoadAllEndpointsAlike(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 1, max = 12) Integer> zones) {
        List<Candidate> candidates = candidates(zones.stream().mapToInt(i -> i).toArray());
        int[] counts = new int[candidates.size()];
        for (int zone = 0; zone < zones.size(); zone++) {
            count(picker("zone-" + zone, candidates), counts);
        }

        double[] alike = new double[counts.length];
        Arrays.fill(alike, 1);
        assertThat(Shares.chiSquare(counts, alike)).isLessThanOrEqualTo(Shares.bound(counts, alike));
    }

    @Test
    void aZoneThatCanCarryItsCallsKeepsThem() {
        assertThat(perZone("zone-0", 5, 5, 2)).containsExactly(PICKS, 0, 0);
        assertThat(perZone("zone-1", 4, 4, 4)).containsExactly(0, PICKS, 0);
    }

    @Test
    void whatAZoneCannotCarryGoesToThoseThatHaveMoreThanTheyNeed() {
        int[] counts = perZone("zone-0", 2, 4, 6);

        // It has half of what it needs.
        assertThat(counts[0]).isBetween(9_700, 10_300);
        assertThat(counts[1]).isZero();
    }

    @Test
    void otherZonesAreThereForRetriesAtNeed() {
        List<Candidate> candidates = candidates(3, 3);
        Picker picker = picker("zone-1", candidates);
        Set<EndpointKey> tried = new HashSet<>();
        List<Integer> zones = new ArrayList<>();
        for (int attempt = 0; attempt < 6; attempt++) {
            int index = picker.pick(PickContext.tried(tried));
            zones.add(Fleet.zone(candidates.get(index)));
            tried.add(Fleet.key(candidates, index));
        }

        assertThat(tried).hasSize(6);
        assertThat(zones).containsExactly(1, 1, 1, 0, 0, 0);
    }

    @Test
    void aZoneWithoutWeightGetsNothing() {
        List<Candidate> candidates = candidates(4, 4, 4);
        SplittableRandom random = new SplittableRandom(3);
        Balancer weighted = Balancer.weighted(e -> e.location().zone().equals("zone-1") ? 0 : 1, random);
        Picker picker = Balancer.zoneSpillOver(weighted, "zone-1", random).newPicker(candidates);
        int[] counts = new int[12];
        count(picker, counts);

        double[] shares = {1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1};
        assertThat(Shares.chiSquare(counts, shares)).isLessThanOrEqualTo(Shares.bound(counts, shares));
    }

    @Test
    void withoutAKnownPlaceZonesDecideNothing() {
        List<Candidate> withUnknown = new ArrayList<>(candidates(4, 4));
        GroupLoad loads = new GroupLoad(LoadConfig.defaults(), new FakeTicker());
        withUnknown.addAll(loads.retain(List.of(Endpoint.of("10.9.9.9", 80))));

        assertThat(everybodyIsPicked("zone-0", withUnknown)).isTrue();
        assertThat(everybodyIsPicked("", candidates(4, 4))).isTrue();
        assertThat(everybodyIsPicked("zone-7", candidates(4, 4))).isTrue();
        assertThat(everybodyIsPicked("zone-0", candidates(3, 2))).isTrue();
        assertThat(everybodyIsPicked("zone-0", candidates(4, 4))).isFalse();
    }

    private static boolean everybodyIsPicked(String zone, List<Candidate> candidates) {
        int[] counts = new int[candidates.size()];
        count(picker(zone, candidates), counts);
        return Arrays.stream(counts).allMatch(count -> count > 0);
    }

    private static int[] perZone(String zone, int... sizes) {
        List<Candidate> candidates = candidates(sizes);
        int[] counts = new int[candidates.size()];
        count(picker(zone, candidates), counts);
        int[] perZone = new int[sizes.length];
        for (int i = 0; i < counts.length; i++) {
            perZone[Fleet.zone(candidates.get(i))] += counts[i];
        }
        return perZone;
    }

    private static void count(Picker picker, int[] counts) {
        for (int pick = 0; pick < PICKS; pick++) {
            counts[picker.pick(PickContext.NONE)]++;
        }
    }

    private static Picker picker(String zone, List<Candidate> candidates) {
        SplittableRandom random = new SplittableRandom(3);
        return Balancer.zoneSpillOver(Balancer.random(random), zone, random).newPicker(candidates);
    }

    private static List<Candidate> candidates(int... zones) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int zone = 0; zone < zones.length; zone++) {
            for (int i = 0; i < zones[zone]; i++) {
                endpoints.add(Endpoint.builder("10.0." + zone + "." + i, 80)
                        .location(new Location("node", "zone-" + zone))
                        .build());
            }
        }
        return new GroupLoad(LoadConfig.defaults(), new FakeTicker()).retain(endpoints);
    }
}
