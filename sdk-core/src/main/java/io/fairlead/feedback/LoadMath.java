package io.fairlead.feedback;

import io.fairlead.internal.Checks;

/** A {@link LoadConfig} in the numbers that the path of a call needs, converted once: a product costs less than a quotient. */
record LoadMath(
        double decaysPerNano,
        double minSampleWeight,
        double driftsPerNano,
        double fleetingDriftsPerNano,
        double failureFactor,
        double slowStartNanos) {

    private static final double FAINT = 0.01;
    private static final double PRECISE = 0.5;
    private static final double TWELFTH = 1.0 / 12;

    static LoadMath of(LoadConfig config) {
        double decayNanos = (double) Checks.saturatedNanos(config.decay());
        double driftNanos = (double) Checks.saturatedNanos(config.drift());
        return new LoadMath(
                1 / decayNanos,
                config.minSampleWeight(),
                1 / driftNanos,
                1 / Math.min(decayNanos, driftNanos),
                config.failureFactor(),
                (double) Checks.saturatedNanos(config.slowStart()));
    }

    /** The weight of a sample that comes this long after the one before it. */
    double sampleWeight(long elapsedNanos) {
        return Math.max(minSampleWeight, timeWeight(elapsedNanos));
    }

    /** The same without the floor, for samples that are taken at intervals. */
    double timeWeight(long elapsedNanos) {
        return elapsedNanos <= 0 ? 0 : 1 - decay(elapsedNanos * decaysPerNano);
    }

    /**
     * How much of the distance to the mean is left after this long without a sample.
     *
     * @param confirmed whether more than a moment has told of it
     */
    double driftFactor(long elapsedNanos, boolean confirmed) {
        double perNano = confirmed ? driftsPerNano : fleetingDriftsPerNano;
        return elapsedNanos <= 0 ? 1 : decay(elapsedNanos * perNano);
    }

    // e^-x. Below a hundredth by its tangent, below a half by its Pade approximant of the second order: both off by at
    // most 6 in 100,000 of the whole, which no latency is known by, and without most of what an exponential costs.
    static double decay(double x) {
        if (x < FAINT) {
            return 1 - x;
        }
        if (x >= PRECISE) {
            return Math.exp(-x);
        }
        double even = 1 + x * x * TWELFTH;
        double odd = x * 0.5;
        return (even - odd) / (even + odd);
    }
}
