package io.fairlead.resolver;

import java.time.Duration;

/** Interest in what cannot change. */
final class ConstantSubscription implements Resolver.Subscription {
    @Override
    public Duration age() {
        return Duration.ZERO;
    }

    @Override
    public String reason() {
        return "it cannot change";
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
