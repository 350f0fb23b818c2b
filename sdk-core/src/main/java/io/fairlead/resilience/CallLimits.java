package io.fairlead.resilience;

import io.fairlead.internal.Checks;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls to one Service may begin at all: its circuit breaker and its bulkhead, each as far as there is one. They count calls, not
 * attempts, and know no endpoints; to leave single endpoints alone is ejection's part. Safe for use by several threads.
 */
public final class CallLimits {
    private final @Nullable CircuitBreaker breaker;
    private final @Nullable Bulkhead bulkhead;
    // When the breaker opened last, and how often in a row: the wait may depend on it. Written by its own events.
    private volatile Instant opened = Instant.EPOCH;
    private volatile int openings;

    /**
     * Of a Service that had no call.
     *
     * @param service its name, for the events of both
     * @param breaker nothing for none
     * @param bulkhead nothing for none
     * @param news told of the breaker's changes of state, by the thread of the call that makes them
     */
    public CallLimits(
            String service,
            Optional<CircuitBreakerConfig> breaker,
            Optional<BulkheadConfig> bulkhead,
            Consumer<String> news) {
        this.breaker = breaker.map(config -> CircuitBreaker.of(service, config)).orElse(null);
        this.bulkhead = bulkhead.map(config -> Bulkhead.of(service, config)).orElse(null);
        CircuitBreaker present = this.breaker;
        if (present != null) {
            present.getEventPublisher().onStateTransition(event -> {
                moved(present, event.getStateTransition());
                news.accept(event.getStateTransition().getFromState() + " to "
                        + event.getStateTransition().getToState());
            });
        }
    }

    /** Fails for a bulkhead that would make calls wait: the threads that ask it must not. */
    public static BulkheadConfig checked(BulkheadConfig config) {
        Checks.check(
                config.getMaxWaitDuration().isZero(),
                "bulkhead: maxWaitDuration",
                config.getMaxWaitDuration(),
                "0, a call that finds no place fails at once");
        return config;
    }

    /**
     * A call wants to begin.
     *
     * @return its permit, or why there is none
     */
    public Entry enter() {
        if (breaker != null && !breaker.tryAcquirePermission()) {
            return new Refused(breakerText(breaker)
                    + ": not sent. It closes by itself once calls succeed again; what fails is told by "
                    + "explain and by the errors before");
        }
        if (bulkhead != null && !bulkhead.tryAcquirePermission()) {
            if (breaker != null) {
                breaker.releasePermission();
            }
            return new Refused(bulkheadText(bulkhead)
                    + ": not sent. Make fewer calls at a time, or raise the bulkhead's maxConcurrentCalls");
        }
        return new CallPermit(breaker, bulkhead);
    }

    /** The state of both, for people. */
    public String describe() {
        List<String> parts = new ArrayList<>(2);
        if (breaker != null) {
            parts.add(breakerText(breaker));
        }
        if (bulkhead != null) {
            parts.add(bulkheadText(bulkhead));
        }
        return String.join("; ", parts);
    }

    private void moved(CircuitBreaker present, CircuitBreaker.StateTransition transition) {
        if (transition.getToState() == CircuitBreaker.State.OPEN) {
            opened = present.getCircuitBreakerConfig().getClock().instant();
            openings = transition.getFromState() == CircuitBreaker.State.HALF_OPEN ? openings + 1 : 1;
        }
    }

    private String breakerText(CircuitBreaker present) {
        CircuitBreaker.State state = present.getState();
        String until = "";
        if (state == CircuitBreaker.State.OPEN) {
            long millis = present.getCircuitBreakerConfig()
                    .getWaitIntervalFunctionInOpenState()
                    .apply(Math.max(1, openings));
            until = " until " + opened.plusMillis(millis);
        }
        CircuitBreaker.Metrics metrics = present.getMetrics();
        String rate = metrics.getFailureRate() < 0
                ? ""
                : ", %.0f %% of the last %d calls failed"
                        .formatted(metrics.getFailureRate(), metrics.getNumberOfBufferedCalls());
        return "circuit breaker " + state + until + rate;
    }

    private static String bulkheadText(Bulkhead present) {
        int most = present.getBulkheadConfig().getMaxConcurrentCalls();
        int free = present.getMetrics().getAvailableConcurrentCalls();
        return "bulkhead " + (free > 0 ? "open" : "full") + ", " + (most - free) + " of " + most + " calls run";
    }

    /** A permit, or none. */
    public sealed interface Entry permits CallPermit, Refused {}

    /**
     * None.
     *
     * @param message which of the two, its state, and what to do
     */
    public record Refused(String message) implements Entry {}
}
