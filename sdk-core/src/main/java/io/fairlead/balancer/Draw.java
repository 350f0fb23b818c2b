package io.fairlead.balancer;

import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the policies have in common: a fixed list of candidates, drawn from at random, some of them to be avoided.
 */
final class Draw {
    private final Candidate[] candidates;
    private final EndpointKey[] keys;
    private final RandomGenerator random;

    Draw(List<Candidate> candidates, RandomGenerator random) {
        this.candidates = candidates.toArray(Candidate[]::new);
        this.keys = candidates.stream().map(c -> c.endpoint().key()).toArray(EndpointKey[]::new);
        this.random = random;
    }

    int size() {
        return candidates.length;
    }

    Candidate candidate(int index) {
        return candidates[index];
    }

    boolean avoided(int index, Tried tried) {
        return tried != Tried.NONE && tried.contains(keys[index]);
    }

    /** A uniform number from 0 up to the bound, by the high bits of a product (Lemire 2019), without a division. */
    int below(int bound) {
        return (int) (((random.nextLong() >>> 32) * bound) >>> 32);
    }

    /** A uniform number from 0 to 1. */
    double share() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    /** The first candidate at or after the index, around the end, that is not to be avoided; the index itself if all are. */
    int firstUntried(int index, Tried tried) {
        if (tried == Tried.NONE) {
            return index;
        }
        for (int i = 0; i < candidates.length; i++) {
            int next = (index + i) % candidates.length;
            if (!avoided(next, tried)) {
                return next;
            }
        }
        return index;
    }
}
