package io.fairlead.balancer;

/** The best of some distinct random candidates, and of all of them where there are no more than that. */
final class BestOf {
    /** Lower is better. The dither, 0 to 1, is the same for all candidates of a pick. */
    @FunctionalInterface
    interface Score {
        double of(int index, long nowNanos, double dither);
    }

    private final Draw draw;
    private final int choices;

    BestOf(Draw draw, int choices) {
        this.draw = draw;
        this.choices = Math.min(choices, draw.size());
    }

    /**
     * Draws, scores and chooses. Distinctness comes from the stride: the draws after the first lie at increasing random
     * distances from it, less than one turn around the list. Candidates to be avoided are not drawn while others are left.
     */
    int pick(Tried tried, long nowNanos, double dither, Score score) {
        int size = draw.size();
        int first = draw.firstUntried(draw.below(size), tried);
        int best = first;
        double bestScore = choices == 1 ? 0 : score.of(first, nowNanos, dither);
        int distance = 0;
        for (int left = choices - 1; left > 0; left--) {
            distance += 1 + draw.below(size - distance - left);
            int next = first + distance;
            int index = next >= size ? next - size : next;
            if (draw.avoided(index, tried)) {
                continue;
            }
            double candidateScore = score.of(index, nowNanos, dither);
            if (candidateScore < bestScore) {
                best = index;
                bestScore = candidateScore;
            }
        }
        return best;
    }
}
