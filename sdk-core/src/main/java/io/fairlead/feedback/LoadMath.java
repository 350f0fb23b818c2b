package io.fairlead.feedback;

/** A {@link LoadConfig} in the numbers that the path of a call needs, converted once. */
record LoadMath(
        double decayNanos, double minSampleWeight, double driftNanos, double failureFactor, double slowStartNanos) {

    private static final double PRECISE = 0.5;

    static LoadMath of(LoadConfig config) {
        return new LoadMath(
                (double) config.decay().toNanos(),
                config.minSampleWeight(),
                (double) config.drift().toNanos(),
                config.failureFactor(),
                (double) config.slowStart().toNanos());
    }

    /** The weight of a sample that comes this long after the one before it. */
    double sampleWeight(long elapsedNanos) {
        return Math.max(minSampleWeight, timeWeight(elapsedNanos));
    }

    /** The same without the floor, for samples that are taken at intervals. */
    double timeWeight(long elapsedNanos) {
        return elapsedNanos <= 0 ? 0 : 1 - decay(elapsedNanos / decayNanos);
    }

    /** How much of the distance to the mean is left after this long without a sample. */
    double driftFactor(long elapsedNanos) {
        return elapsedNanos <= 0 ? 1 : decay(elapsedNanos / driftNanos);
    }

    // e^-x. Below a half by its Pade approximant of the second order, which is off by at most 5 parts in 100,000, less
    // than
    // any latency is known by, and spares the path of a pick most of what an exponential costs.
    private static double decay(double x) {
        if (x >= PRECISE) {
            return Math.exp(-x);
        }
        double even = 1 + x * x / 12;
        return (even - x / 2) / (even + x / 2);
    }
}
