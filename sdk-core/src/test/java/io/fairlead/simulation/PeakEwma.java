package io.fairlead.simulation;

import io.fairlead.internal.Checks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The better of two by a latency that jumps up to each higher sample and decays otherwise, times calls in flight, as in Finagle's
 * {@code peakEwma}. Errors are answers like others.
 *
 * @param decay time constant of the latency; Finagle's default is 10 s
 */
record PeakEwma(Duration decay) implements Policy {
    static final Duration DEFAULT_DECAY = Duration.ofSeconds(10);

    PeakEwma {
        Checks.positiveNanos(decay, "decay");
    }

    @Override
    public String name() {
        return "peakEwma";
    }

    @Override
    public Caller newCaller(VirtualTime time, Fleet fleet, RandomGenerator random) {
        return new Client(time, fleet, random, (double) decay.toNanos());
    }

    /** What a client knows of one server. */
    private static final class Metric {
        // What an endpoint with calls in flight and no answer yet costs: more than any that has answered.
        private static final double UNKNOWN = 1e15;

        private long stampNanos;
        private double cost;
        private int pending;

        void observe(double sample, long nowNanos, double decayNanos) {
            double kept = Math.exp(-Math.max(0, nowNanos - stampNanos) / decayNanos);
            cost = sample > cost ? sample : cost * kept + sample * (1 - kept);
            stampNanos = nowNanos;
        }

        double load(long nowNanos, double decayNanos) {
            observe(0, nowNanos, decayNanos);
            return cost == 0 && pending != 0 ? UNKNOWN + pending : cost * (pending + 1);
        }
    }

    private static final class Client implements Caller {
        private record Sent(Metric metric, long atNanos) {}

        private final VirtualTime time;
        private final Fleet fleet;
        private final RandomGenerator random;
        private final double decayNanos;
        private final Map<Integer, Metric> metrics = new HashMap<>();
        private int[] listed = {};

        Client(VirtualTime time, Fleet fleet, RandomGenerator random, double decayNanos) {
            this.time = time;
            this.fleet = fleet;
            this.random = random;
            this.decayNanos = decayNanos;
            refresh();
            fleet.onChange(this::refresh);
        }

        // A server that was away is a new one.
        private void refresh() {
            listed = fleet.listed();
            metrics.keySet().retainAll(IntStream.of(listed).boxed().toList());
        }

        @Override
        public int pick(Attempt attempt) {
            if (listed.length == 0) {
                return NOWHERE;
            }
            int first = random.nextInt(listed.length);
            int second = listed.length == 1 ? first : (first + 1 + random.nextInt(listed.length - 1)) % listed.length;
            int number = load(listed[first]) <= load(listed[second]) ? listed[first] : listed[second];
            Metric metric = metric(number);
            metric.pending++;
            attempt.ticket = new Sent(metric, time.now());
            return number;
        }

        @Override
        public void ended(Attempt attempt, Ending ending) {
            Sent sent = (Sent) attempt.ticket;
            sent.metric.pending--;
            sent.metric.observe((double) (time.now() - sent.atNanos), time.now(), decayNanos);
        }

        private double load(int number) {
            return metric(number).load(time.now(), decayNanos);
        }

        private Metric metric(int number) {
            return metrics.computeIfAbsent(number, n -> new Metric());
        }
    }
}
