package io.fairlead.feedback;

/** A {@link LoadConfig} in the numbers that the path of a call needs, converted once. */
record LoadMath(
        double decayNanos, double minSampleWeight, double driftNanos, double failureFactor, double slowStartNanos) {

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
        return elapsedNanos <= 0 ? 0 : 1 - Math.exp(-elapsedNanos / decayNanos);
    }

    /** How much of the distance to the mean is left after this long without a sample. */
    double driftFactor(long elapsedNanos) {
        return elapsedNanos <= 0 ? 1 : Math.exp(-elapsedNanos / driftNanos);
    }
}
