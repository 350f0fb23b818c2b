package io.fairlead.simulation;

import io.fairlead.internal.Checks;
import java.util.random.RandomGenerator;

/** How much work a call is, in nanoseconds of a slot at speed 1. */
sealed interface Demand {
    double meanNanos();

    double draw(RandomGenerator random);

    /** In words, for tables. */
    String describe();

    private static String millis(double nanos) {
        return nanos / 1e6 + " ms";
    }

    /** The logarithm is normal with this deviation. */
    record LogNormal(double meanNanos, double sigma) implements Demand {
        public LogNormal {
            Checks.check(meanNanos > 0, "meanNanos", meanNanos, "> 0");
            Checks.check(sigma >= 0 && sigma <= 5, "sigma", sigma, "0 to 5");
        }

        @Override
        public double draw(RandomGenerator random) {
            return meanNanos * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
        }

        @Override
        public String describe() {
            return "log-normal demand of " + millis(meanNanos) + " and sigma " + sigma;
        }
    }

    /** One of two amounts. */
    record Bimodal(double lowNanos, double highNanos, double highShare) implements Demand {
        public Bimodal {
            Checks.check(lowNanos > 0, "lowNanos", lowNanos, "> 0");
            Checks.check(highNanos > 0, "highNanos", highNanos, "> 0");
            Checks.check(highShare >= 0 && highShare <= 1, "highShare", highShare, "0 to 1");
        }

        @Override
        public double meanNanos() {
            return lowNanos + highShare * (highNanos - lowNanos);
        }

        @Override
        public double draw(RandomGenerator random) {
            return random.nextDouble() < highShare ? highNanos : lowNanos;
        }

        @Override
        public String describe() {
            return "demand of " + millis(lowNanos) + ", and " + millis(highNanos) + " for a share of " + highShare;
        }
    }

    /** Always the same. */
    record Constant(double meanNanos) implements Demand {
        public Constant {
            Checks.check(meanNanos > 0, "meanNanos", meanNanos, "> 0");
        }

        @Override
        public double draw(RandomGenerator random) {
            return meanNanos;
        }

        @Override
        public String describe() {
            return "demand of " + millis(meanNanos);
        }
    }
}
