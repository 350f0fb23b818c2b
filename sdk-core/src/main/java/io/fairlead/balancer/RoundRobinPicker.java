package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;

/**
 * Each candidate in turn. The turn is kept in stripes, a cache line each, that threads are spread over: one counter for all
 * threads costs five times as much as the rest of a pick as soon as two of them use it.
 *
 * <p>A turn is read and written, not counted atomically, which would be half of the pick. Two threads of one stripe may so take the
 * same turn, or one of them set it back; they go on from there, and no candidate is favoured by it.
 */
final class RoundRobinPicker implements Picker {
    private static final int STRIPES = 16;
    private static final int INTS_PER_CACHE_LINE = 16;

    private final Draw draw;
    private final AtomicIntegerArray turns = new AtomicIntegerArray((STRIPES + 1) * INTS_PER_CACHE_LINE);

    RoundRobinPicker(List<Candidate> candidates, RandomGenerator random) {
        draw = new Draw(candidates, random);
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            turns.setPlain(slot(stripe), draw.below(draw.size()));
        }
    }

    @Override
    public int pick(PickContext call) {
        int slot = slot((int) (Thread.currentThread().getId() & (STRIPES - 1)));
        int index = next(slot);
        if (draw.isFree(call)) {
            return index;
        }
        // The next turn, and not only the next place: that would get two turns.
        for (int turn = 1; turn < draw.size() && draw.rank(index, call) != Draw.GOOD; turn++) {
            index = next(slot);
        }
        // After a whole round without a good one the turn would stand where it stood.
        return draw.rank(index, call) == Draw.GOOD ? index : draw.any(call);
    }

    private int next(int slot) {
        int turn = turns.getOpaque(slot);
        turns.setOpaque(slot, turn + 1 == draw.size() ? 0 : turn + 1);
        return turn;
    }

    private static int slot(int stripe) {
        return (stripe + 1) * INTS_PER_CACHE_LINE;
    }
}
