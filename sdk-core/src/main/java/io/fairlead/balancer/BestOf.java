package io.fairlead.balancer;

/** The best of some distinct random candidates, and of all of them where there are no more than that. */
final class BestOf {
    private static final int DRAWS_PER_CHOICE = 6;
    private static final long NO_PAIR = -1;

    /** Lower is better. */
    @FunctionalInterface
    interface Score {
        double of(int index, long nowNanos);
    }

    private final Draw draw;
    private final int choices;

    BestOf(Draw draw, int choices) {
        this.draw = draw;
        this.choices = Math.min(choices, draw.size());
    }

    /**
     * Draws, scores and chooses. Candidates to be avoided are not drawn while others are left.
     *
     * @param tie 1 or more: an earlier draw stays unless this many times the score of a later one is still lower than its own
     */
    int pick(PickContext call, long nowNanos, double tie, Score score) {
        if (choices == 1) {
            return 0;
        }
        if (draw.isFree(call)) {
            return ofAll(nowNanos, tie, score);
        }
        int first = draw.any(call);
        return choices == draw.size()
                ? ofRest(first, call, nowNanos, tie, score)
                : ofRedrawn(first, call, nowNanos, tie, score);
    }

    // Distinctness comes from the stride: the draws after the first lie at increasing random distances from it, less
    // than one turn around the list.
    private int ofAll(long nowNanos, double tie, Score score) {
        int size = draw.size();
        long bits = draw.bits();
        int first = Draw.below(size, bits);
        int best = first;
        double bestScore = score.of(first, nowNanos);
        int distance = 0;
        for (int left = choices - 1; left > 0; left--) {
            bits = (choices - left) % 2 == 0 ? draw.bits() : bits << Integer.SIZE;
            distance += 1 + Draw.below(size - distance - left, bits);
            int next = first + distance;
            int index = next >= size ? next - size : next;
            double candidateScore = score.of(index, nowNanos);
            if (candidateScore * tie < bestScore) {
                best = index;
                bestScore = candidateScore;
            }
        }
        return best;
    }

    private int ofRest(int first, PickContext call, long nowNanos, double tie, Score score) {
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
    private int ofRedrawn(int first, PickContext call, long nowNanos, double tie, Score score) {
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
