package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.GroupLoad;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the policies have in common: a fixed list of candidates, drawn from at random, some of them to be avoided: those that
 * the call has tried, and, as long as others are left, those that are ejected.
 */
final class Draw {
    /** Neither tried nor ejected. */
    static final int GOOD = 0;

    private static final int EJECTED = 1;
    private static final int TRIED = 2;
    // With half of the candidates to be avoided, one of 65,000 draws ends without a good one and has to search.
    private static final int REDRAWS = 16;

    private final List<Candidate> candidates;
    private final GroupLoad group;
    private final RandomGenerator random;

    Draw(List<Candidate> candidates, RandomGenerator random) {
        this.candidates = candidates;
        this.group = candidates.get(0).group();
        this.random = random;
    }

    int size() {
        return candidates.size();
    }

    Candidate candidate(int index) {
        return candidates.get(index);
    }

    /** Whether none has to be avoided, which is the ordinary case and known without a look at any. */
    boolean isFree(PickContext call) {
        return call == PickContext.NONE && !group.hasEjected();
    }

    /** Whether a candidate should be picked only if there is none that is better. */
    boolean avoided(int index, PickContext call) {
        return isWorse(index, call, GOOD);
    }

    /** Whether a candidate is to be avoided more than this. */
    boolean isWorse(int index, PickContext call, int rank) {
        return !isFree(call) && rank(index, call) > rank;
    }

    /** How much a candidate is to be avoided: {@link #GOOD} or more. */
    int rank(int index, PickContext call) {
        if (call != PickContext.NONE && call.hasTried(candidates.get(index).endpoint())) {
            return TRIED;
        }
        return candidates.get(index).isEjected() ? EJECTED : GOOD;
    }

    /** A uniform number from 0 up to the bound. */
    int below(int bound) {
        return below(bound, bits());
    }

    /** The same from the upper half of these bits: by the high bits of a product (Lemire 2019), without a division. */
    static int below(int bound, long bits) {
        return (int) (((bits >>> Integer.SIZE) * bound) >>> Integer.SIZE);
    }

    /** A uniform number from 0 to 1, from the upper half of these bits. */
    static double share(long bits) {
        return (bits >>> Integer.SIZE) * 0x1.0p-32;
    }

    /** Random bits, enough for two uniform numbers. */
    long bits() {
        return random.nextLong();
    }

    /** A uniform number from 0 to 1. */
    double share() {
        return share(bits());
    }

    /** Any candidate of those that are to be avoided the least, each with the same probability. */
    int any(PickContext call) {
        int index = below(candidates.size());
        return isFree(call) ? index : redrawn(index, call);
    }

    // Drawn anew, and not the next one: that would get the share of those before it besides its own.
    private int redrawn(int index, PickContext call) {
        int drawn = index;
        for (int i = 0; i < REDRAWS; i++) {
            if (rank(drawn, call) == GOOD) {
                return drawn;
            }
            drawn = below(candidates.size());
        }
        return leastAvoidedFrom(drawn, call);
    }

    /** The first candidate at or after the index, around the end, of those that are to be avoided the least. */
    int leastAvoidedFrom(int index, PickContext call) {
        if (isFree(call)) {
            return index;
        }
        int best = index;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0, next = index; i < candidates.size() && bestRank != GOOD; i++) {
            int rank = rank(next, call);
            if (rank < bestRank) {
                best = next;
                bestRank = rank;
            }
            next = next + 1 == candidates.size() ? 0 : next + 1;
        }
        return best;
    }
}
