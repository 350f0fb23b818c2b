package io.fairlead.simulation;

import io.fairlead.balancer.Balancer;
import io.fairlead.feedback.EjectionConfig;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.simulation.Fields.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the policy of a line of a scenario file, its retries and its ejections. */
final class PolicyReader {
    private static final String NAMES = "adaptive, leastRequest, roundRobin, random, peakEwma, oracle or shortestQueue";
    private static final Range CHOICES = Range.whole(2, 5);
    private static final Range COUNT = Range.whole(1, 1_000_000_000);
    private static final Range SECONDS = Range.decimal(0.001, 100_000);

    private PolicyReader() {}

    static Policy read(Fields line) {
        Fields fields = line.object("policy");
        Policy policy = policy(fields);
        fields.end();
        for (String name : List.of("retry", "ejection")) {
            if (line.has(name) && !(policy instanceof ShippedPolicy)) {
                throw line.bad(name, "none, since " + policy.name() + " is a reference that has no such thing");
            }
        }
        Optional<RetryConfig> retry = line.optionalObject("retry").map(PolicyReader::retry);
        Optional<EjectionConfig> ejection = line.optionalObject("ejection").map(PolicyReader::ejection);
        if (policy instanceof ShippedPolicy shipped) {
            ShippedPolicy retrying = retry.map(shipped::with).orElse(shipped);
            return ejection.map(retrying::with).orElse(retrying);
        }
        return policy;
    }

    private static Policy policy(Fields fields) {
        return switch (fields.text("name", NAMES)) {
            case "adaptive" ->
                ShippedPolicy.adaptive(choices(fields, Balancer.DEFAULT_CHOICES))
                        .with(load(fields));
            case "leastRequest" -> ShippedPolicy.leastRequest(choices(fields, 2));
            case "roundRobin" -> ShippedPolicy.roundRobin();
            case "random" -> ShippedPolicy.random();
            case "peakEwma" -> new PeakEwma(seconds(fields, "decaySeconds", PeakEwma.DEFAULT_DECAY));
            case "oracle" -> new Oracle();
            case "shortestQueue" -> new ShortestQueue();
            default -> throw fields.bad("name", NAMES);
        };
    }

    private static int choices(Fields fields, int otherwise) {
        return (int) fields.number("choices", CHOICES, otherwise);
    }

    private static LoadConfig load(Fields fields) {
        LoadConfig defaults = LoadConfig.defaults();
        return new LoadConfig(
                seconds(fields, "decaySeconds", defaults.decay()),
                fields.number("minSampleWeight", Range.SHARE, defaults.minSampleWeight()),
                seconds(fields, "driftSeconds", defaults.drift()),
                fields.number("failureFactor", Range.decimal(1, 1e6), defaults.failureFactor()),
                seconds(fields, "slowStartSeconds", defaults.slowStart()));
    }

    private static RetryConfig retry(Fields fields) {
        RetryConfig defaults = RetryConfig.defaults();
        RetryConfig retry = defaults.withMaxAttempts(
                        (int) fields.number("maxAttempts", Range.whole(1, 100), defaults.maxAttempts()))
                .withBudget(fields.number("budgetShare", Range.SHARE, defaults.budgetShare()), (int)
                        fields.number("budgetPerSecond", Range.whole(0, 1_000_000), defaults.budgetPerSecond()));
        fields.end();
        return retry;
    }

    private static EjectionConfig ejection(Fields fields) {
        EjectionConfig defaults = EjectionConfig.defaults();
        EjectionConfig ejection = new EjectionConfig(
                (int) fields.number("failuresInRow", COUNT, defaults.failuresInRow()),
                (int) fields.number("minCalls", COUNT, defaults.minCalls()),
                fields.number("failureShare", Range.decimal(0.001, 1), defaults.failureShare()),
                seconds(fields, "durationSeconds", defaults.duration()),
                seconds(fields, "maxDurationSeconds", defaults.maxDuration()),
                fields.number("maxShare", Range.SHARE, defaults.maxShare()));
        fields.end();
        return ejection;
    }

    private static Duration seconds(Fields fields, String name, Duration otherwise) {
        double seconds = fields.number(name, SECONDS, otherwise.toNanos() / 1e9);
        return Duration.ofNanos(ScenarioBuilder.nanos(seconds));
    }
}
