package io.fairlead.benchmarks.reference;

import io.fairlead.benchmarks.Cycle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The default policy as one would write it for a single fixed list and nothing else: best of four distinct random places by
 * decayed latency times (in flight + 1)^1.5, where less than a random factor up to 1.5 is a tie, in plain arrays; what one moment told is not
 * forgotten sooner.
 */
public final class BestOfFour implements Cycle {
    private static final int CHOICES = 4;
    private static final double DECAY_NANOS = 1e9;
    private static final double DRIFT_NANOS = 5e9;
    private static final double MIN_WEIGHT = 0.05;
    private static final double MEAN_NANOS = 1e6;

    private final int size;
    private final AtomicIntegerArray inFlight;
    private final AtomicLongArray costBits;
    private final AtomicLongArray stamps;

    /** Of that many endpoints, none of which has answered yet. */
    public BestOfFour(int size) {
        this.size = size;
        inFlight = new AtomicIntegerArray(size);
        costBits = new AtomicLongArray(size);
        stamps = new AtomicLongArray(size);
        for (int i = 0; i < size; i++) {
            costBits.set(i, Double.doubleToRawLongBits(MEAN_NANOS));
            stamps.set(i, System.nanoTime());
        }
    }

    @Override
    public int run() {
        long start = System.nanoTime();
        int place = pick(start);
        complete(place, start);
        return place;
    }

    private int pick(long now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = random.nextInt(size);
        int best = first;
        double score = score(first, now);
        double tie = 1 + random.nextDouble() / 2;
        int distance = 0;
        for (int left = CHOICES - 1; left > 0; left--) {
            distance += 1 + random.nextInt(size - distance - left);
            int place = (first + distance) % size;
            double other = score(place, now);
            if (other * tie < score) {
                best = place;
                score = other;
            }
        }
        inFlight.getAndIncrement(best);
        return best;
    }

    private void complete(int place, long startNanos) {
        long now = System.nanoTime();
        inFlight.getAndDecrement(place);
        long elapsed = now - stamps.get(place);
        double weight = Math.max(MIN_WEIGHT, 1 - Math.exp(-elapsed / DECAY_NANOS));
        double before = cost(place, now);
        costBits.set(place, Double.doubleToRawLongBits(before + weight * (now - startNanos - before)));
        stamps.set(place, now);
    }

    private double score(int place, long now) {
        double queue = inFlight.get(place) + 1.0;
        return cost(place, now) * queue * Math.sqrt(queue);
    }

    private double cost(int place, long now) {
        double cost = Double.longBitsToDouble(costBits.get(place));
        return MEAN_NANOS + (cost - MEAN_NANOS) * Math.exp(-(now - stamps.get(place)) / DRIFT_NANOS);
    }
}
