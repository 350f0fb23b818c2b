package io.fairlead.resolver;

import java.time.Duration;

/** Interest in what cannot change, and why it is as it is. */
record ConstantSubscription(String reason) implements Resolver.Subscription {
    @Override
    public Duration age() {
        return Duration.ZERO;
    }

    @Override
    public void suspect() {
        // What cannot change cannot be out of date.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
