package io.fairlead.cli;

import io.fairlead.balancer.Balancer;
import java.util.Locale;

/** The values of {@code --policy}. */
enum Policy {
    ADAPTIVE,
    LEAST_REQUEST,
    ROUND_ROBIN,
    RANDOM,
    WEIGHTED,
    CONSISTENT_HASH;

    Balancer balancer() {
        return switch (this) {
            case ADAPTIVE -> Balancer.adaptive();
            case LEAST_REQUEST -> Balancer.leastRequest();
            case ROUND_ROBIN -> Balancer.roundRobin();
            case RANDOM -> Balancer.random();
            case WEIGHTED -> Balancer.weighted();
            case CONSISTENT_HASH -> Balancer.consistentHash();
        };
    }

    /** As people write it: {@code least-request}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
