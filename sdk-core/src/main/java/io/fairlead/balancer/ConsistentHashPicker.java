package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import io.fairlead.internal.StableHash;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The candidate that a call's key belongs to, by rendezvous hashing (Thaler and Ravishankar 1996): the one with the greatest hash of key
 * and endpoint, of those that have not got more than a bounded share of the calls in flight ("Consistent Hashing with Bounded Loads",
 * Mirrokni, Thorup and Zadimoghaddam 2016). What is too busy passes a key on to the one with the next greatest hash, the same for
 * each call with that key.
 *
 * <p>A pick looks at the hash of every candidate. A ring or a table would not, but hold a hundred or more places for each candidate
 * and be sorted again for each new list.
 */
final class ConsistentHashPicker implements Picker {
    private static final int NONE = -1;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int MOST_COUNTED = 128;

    private final Draw draw;
    private final long[] hashes;
    private final double bound;
    private final RandomGenerator random;

    ConsistentHashPicker(List<Candidate> candidates, double bound, RandomGenerator random) {
        this.draw = new Draw(candidates, random);
        this.hashes = candidates.stream().mapToLong(c -> c.key().stableHash()).toArray();
        this.bound = bound;
        this.random = random;
    }

    @Override
    public int pick(PickContext call) {
        long key = call.key().isEmpty()
                ? random.nextLong()
                : StableHash.mix(call.key().hashCode());
        int rank = Draw.GOOD;
        int first = greatest(key, call, rank, UNLIMITED);
        while (first == NONE) {
            first = greatest(key, call, ++rank, UNLIMITED);
        }
        // An idle one is within every bound, and so within a bound that nobody had to add up.
        int busy = inFlight(first);
        if (busy == 0) {
            return first;
        }
        int limit = limit(call, rank);
        int within = busy < limit ? first : greatest(key, call, rank, limit);
        return within == NONE ? first : within;
    }

    private int greatest(long key, PickContext call, int rank, int limit) {
        int best = NONE;
        long bestHash = Long.MIN_VALUE;
        for (int i = 0; i < hashes.length; i++) {
            long hash = StableHash.mix(hashes[i] ^ key);
            boolean greater = best == NONE || hash > bestHash;
            if (greater && !draw.isWorse(i, call, rank) && (limit == UNLIMITED || inFlight(i) < limit)) {
                best = i;
                bestHash = hash;
            }
        }
        return best;
    }

    // Up to MOST_COUNTED candidates the mean is exact, and with this call in flight too at least one of them is below
    // the limit. Of more a part is counted, which stands for all: to touch the load of thousands would cost more than
    // all of their hashes.
    private int limit(PickContext call, int rank) {
        int size = hashes.length;
        int counted = Math.min(size, MOST_COUNTED);
        int stride = size / counted;
        long index = draw.below(size);
        long calls = 0;
        int candidates = 0;
        for (int i = 0; i < counted; i++, index += stride) {
            int next = (int) (index % size);
            if (!draw.isWorse(next, call, rank)) {
                calls += inFlight(next);
                candidates++;
            }
        }
        double withThis = calls + counted / (double) size;
        return candidates == 0 ? UNLIMITED : (int) Math.ceil(bound * withThis / candidates);
    }

    private int inFlight(int index) {
        return draw.candidate(index).inFlight();
    }
}
