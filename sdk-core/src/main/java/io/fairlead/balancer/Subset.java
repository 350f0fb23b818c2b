package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import io.fairlead.internal.StableHash;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A policy over a few of many candidates, others for each client: by rendezvous hashing (Thaler and Ravishankar 1996), those with the
 * greatest hashes of seed and endpoint. So one candidate that comes or goes changes one of them at most, and clients with different
 * seeds load all endpoints alike (gRFC A68 does the same).
 */
final class Subset implements Balancer {
    private final Balancer inner;
    private final int size;
    private final long seed;
    private final RandomGenerator random;

    Subset(Balancer inner, int size, long seed, RandomGenerator random) {
        this.inner = inner;
        this.size = size;
        this.seed = seed;
        this.random = random;
    }

    @Override
    public Picker newPicker(List<Candidate> candidates) {
        if (candidates.size() <= size) {
            return inner.newPicker(candidates);
        }
        Picker part = PartPicker.of(inner, candidates, members(candidates));
        return new PreferredPicker(new Draw(candidates, random), part);
    }

    /** The places of the chosen ones, in the order of the list. */
    int[] members(List<Candidate> candidates) {
        long[] hashes = candidates.stream()
                .mapToLong(c -> StableHash.mix(seed ^ c.key().stableHash()))
                .toArray();
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        long least = sorted[Math.max(0, sorted.length - size)];
        return IntStream.range(0, hashes.length)
                .filter(i -> hashes[i] >= least)
                .limit(size)
                .toArray();
    }
}
