package io.fairlead.balancer;

/** The best of some distinct random candidates, and of all of them where there are no more than that. */
final class BestOf {
    private static final int DRAWS_PER_CHOICE = 6;
    private static final long NO_PAIR = -1;

    /** Zero or more; lower is better. */
    @FunctionalInterface
    interface Score {
        /**
         * The score of one candidate.
         *
         * @param nowNanos the time of the pick
         */
        double of(int index, long nowNanos);
    }

    private final Draw draw;
    private final int choices;
    private final Score score;
    private final double widestTie;

    /**
     * Compares candidates.
     *
     * @param choices how many for each pick, 2 to 5
     * @param widestTie 1 or more: an earlier draw stays unless a factor that is drawn for each pick, from 1 to this, times the score of a
     *     later one is still lower than its own
     */
    BestOf(Draw draw, int choices, Score score, double widestTie) {
        this.draw = draw;
        this.choices = Math.min(choices, draw.size());
        this.score = score;
        this.widestTie = widestTie;
    }

    /** Draws, scores and chooses. Candidates to be avoided are not drawn while others are left. */
    int pick(PickContext call, long nowNanos) {
        if (choices == 1) {
            return 0;
        }
        if (draw.isFree(call)) {
            return ofAll(nowNanos);
        }
        int first = draw.any(call);
        return choices == draw.size()
                ? ofRest(first, call, nowNanos, tie(draw.bits()))
                : ofRedrawn(first, call, nowNanos, tie(draw.bits()));
    }

    // Distinctness comes from the stride: the draws after the first lie at increasing random distances from it, less
    // than one turn around the list.
    //
    // No branch here depends on chance: the processor would guess half of them wrong, and with each of these throw away
    // the looks into memory that it had begun. Doubles from zero on are in the order of their bits.
    private int ofAll(long nowNanos) {
        int size = draw.size();
        long bits = draw.bits();
        int first = Draw.below(size, bits);
        double tie = tie(bits << Integer.SIZE);
        int best = first;
        long bestScore = Double.doubleToRawLongBits(score.of(first, nowNanos));
        int distance = 0;
        for (int left = choices - 1; left > 0; left--) {
            bits = (choices - left) % 2 == 1 ? draw.bits() : bits << Integer.SIZE;
            distance += 1 + Draw.below(size - distance - left, bits);
            int beyond = first + distance - size;
            int index = beyond + (size & allIfNegative(beyond));
            double candidateScore = score.of(index, nowNanos);
            long lower = allIfNegative(Double.doubleToRawLongBits(candidateScore * tie) - bestScore);
            best ^= (best ^ index) & (int) lower;
            bestScore ^= (bestScore ^ Double.doubleToRawLongBits(candidateScore)) & lower;
        }
        return best;
    }

    private double tie(long bits) {
        return 1 + (widestTie - 1) * Draw.share(bits);
    }

    // All bits, or none.
    private static int allIfNegative(int number) {
        return number >> (Integer.SIZE - 1);
    }

    private static long allIfNegative(long number) {
        return number >> (Long.SIZE - 1);
    }

    private int ofRest(int first, PickContext call, long nowNanos, double tie) {
        int rank = draw.rank(first, call);
        int best = first;
        double bestScore = score.of(first, nowNanos);
        for (int distance = 1; distance < draw.size(); distance++) {
            int index = (first + distance) % draw.size();
            if (draw.rank(index, call) <= rank) {
                double candidateScore = score.of(index, nowNanos);
                if (candidateScore * tie < bestScore) {
                    best = index;
                    bestScore = candidateScore;
                }
            }
        }
        return best;
    }

    // Drawn independently until enough distinct ones are good: a stride would favour what lies behind those that are
    // not. As many are compared as when none is avoided, but for bad luck.
    private int ofRedrawn(int first, PickContext call, long nowNanos, double tie) {
        int rank = draw.rank(first, call);
        int best = first;
        double bestScore = score.of(first, nowNanos);
        long drawn = pushed(NO_PAIR, first);
        long before = NO_PAIR;
        int left = choices - 1;
        for (int i = 0; i < DRAWS_PER_CHOICE * choices && left > 0; i++) {
            int index = draw.below(draw.size());
            if (holds(drawn, index) || holds(before, index) || draw.rank(index, call) > rank) {
                continue;
            }
            before = pushed(before, (int) (drawn >>> Integer.SIZE));
            drawn = pushed(drawn, index);
            left--;
            double candidateScore = score.of(index, nowNanos);
            if (candidateScore * tie < bestScore) {
                best = index;
                bestScore = candidateScore;
            }
        }
        return best;
    }

    // The draws so far, at most four of them when there is another, in two longs: a pick allocates nothing.
    private static long pushed(long pair, int index) {
        return pair << Integer.SIZE | (index & 0xFFFF_FFFFL);
    }

    private static boolean holds(long pair, int index) {
        return (int) pair == index || (int) (pair >>> Integer.SIZE) == index;
    }
}
