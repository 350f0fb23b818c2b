package io.fairlead.balancer;

import io.fairlead.internal.Checks;

/**
 * The weight by which a policy gives an endpoint its share of the calls.
 *
 * @param value relative to those of the others: finite, 0 or more
 * @param ofCaller whether a function that the policy was given says so; else the endpoint carries it
 */
public record Weight(double value, boolean ofCaller) {
    public Weight {
        Checks.check(Checks.isWeight(value), "weight", value, Checks.WEIGHT);
    }
}
