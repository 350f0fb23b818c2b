package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.EjectionConfig;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.resilience.CallLimits;
import io.fairlead.resilience.CallRetries;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryBudget;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Pause;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all groups of one discovery have in common. */
record GroupContext(
        Resolver sources,
        Scheduler scheduler,
        Ticker ticker,
        RandomGenerator random,
        Pause pause,
        Balancer balancer,
        boolean sessionAffinity,
        LoadConfig load,
        EjectionConfig ejection,
        RetryConfig retry,
        HedgingConfig hedging,
        Optional<LimitsFactory> limits,
        OwnPlace place,
        boolean strict,
        Duration patience,
        Duration idleTimeout,
        GuardedListener listener) {

    GroupLoad newLoad(ServiceRef service) {
        return new GroupLoad(load, ejection, ticker, random, new EjectionNews(service, this));
    }

    GroupStates newStates() {
        return new GroupStates(place, strict);
    }

    RetryBudget newBudget() {
        return new RetryBudget(retry, ticker);
    }

    @Nullable
    CallLimits newLimits(ServiceRef service, Consumer<String> news) {
        return limits.map(factory -> factory.of(service.toString(), news)).orElse(null);
    }

    /** Makes the circuit breaker and the bulkhead of a Service. */
    @FunctionalInterface
    interface LimitsFactory {
        CallLimits of(String service, Consumer<String> news);
    }

    CallRetries retries(RetryBudget budget, CallOptions options) {
        return new CallRetries(retry, budget, ticker, random, options.idempotent(), options.deadline());
    }
}
