package io.fairlead.cli;

import io.fairlead.balancer.Balancer;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How calls are spread over the endpoints: a policy, and what is around it. */
final class PolicyArguments {
    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = "adaptive",
            converter = Values.OfPolicy.class,
            description =
                    "adaptive, least-request, round-robin, random, weighted, consistent-hash (default: ${DEFAULT-VALUE})")
    Policy policy = Policy.ADAPTIVE;

    @Option(names = "--slow-start", description = "newcomers get their share by and by; adaptive has its own")
    boolean slowStart;

    @Option(
            names = "--subset",
            paramLabel = "SIZE",
            converter = Values.OfSize.class,
            description = "spread over so many of the endpoints only (default: over all)")
    Optional<Integer> subset = Optional.empty();

    @Option(
            names = "--zone-spill-over",
            paramLabel = "ZONE",
            converter = Values.OfZone.class,
            description = "stay in this zone, as far as its endpoints can carry it (default: zones decide nothing)")
    Optional<String> zone = Optional.empty();

    /** The policy with what is around it: slow start inside the subset, the subset inside the zone. */
    Balancer balancer() {
        Balancer inner = slowStart ? Balancer.slowStart(policy.balancer()) : policy.balancer();
        Balancer few = subset.map(size -> Balancer.subset(inner, size)).orElse(inner);
        return zone.map(own -> Balancer.zoneSpillOver(few, own)).orElse(few);
    }

    /** What is wrong with these together; nothing if nothing is. */
    Optional<String> conflict() {
        return slowStart && policy == Policy.ADAPTIVE
                ? Optional.of("--slow-start: adaptive has its own (expected: another --policy)")
                : Optional.empty();
    }

    /** What is wrong with these and the keys of calls. */
    Optional<String> conflict(List<String> keys) {
        if (policy == Policy.CONSISTENT_HASH && keys.isEmpty()) {
            return Optional.of("--policy: consistent-hash without a key goes anywhere (expected: --key as well)");
        }
        return policy == Policy.CONSISTENT_HASH || keys.isEmpty()
                ? conflict()
                : Optional.of("--key: " + keys.get(0) + " with --policy " + policy
                        + ", which does not go by keys (expected: --policy consistent-hash)");
    }
}
