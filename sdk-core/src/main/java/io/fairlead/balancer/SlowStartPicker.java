package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a policy picks, but that a newcomer is let in by lot, with a chance that grows from 0 to 1 over its slow start. Whom the lot
 * is against makes room for another pick of the policy, and after some of them for its neighbour in the list: a policy by keys
 * would pick the same one for ever.
 */
final class SlowStartPicker implements Picker {
    private static final int PICKS = 4;
    private static final int NONE = -1;

    private final Picker inner;
    private final Draw draw;
    private final Ticker ticker;

    SlowStartPicker(Balancer inner, List<Candidate> candidates, Ticker ticker, RandomGenerator random) {
        this.inner = inner.newPicker(candidates);
        this.draw = new Draw(candidates, random);
        this.ticker = ticker;
    }

    @Override
    public int pick(PickContext call) {
        return pick(call, ticker.nanos());
    }

    @Override
    public int pick(PickContext call, long now) {
        int index = NONE;
        for (int pick = 0; pick < PICKS; pick++) {
            int before = index;
            index = inner.pick(call, now);
            // One lot a pick for each: the same one again is as cold as before.
            if (index != before && admitted(index, now)) {
                return index;
            }
        }
        return neighbour(index, now, call);
    }

    private int neighbour(int index, long now, PickContext call) {
        int size = draw.size();
        for (int distance = 1; distance < size; distance++) {
            int next = (index + distance) % size;
            if (!draw.avoided(next, call) && admitted(next, now)) {
                return next;
            }
        }
        return index;
    }

    private boolean admitted(int index, long now) {
        double warmth = draw.candidate(index).warmth(now);
        return warmth >= 1 || draw.share() < warmth;
    }
}
