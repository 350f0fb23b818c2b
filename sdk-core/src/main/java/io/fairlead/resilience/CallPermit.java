package io.fairlead.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a call got when it began. It has to be told how the call ended, and that it is over; each counts once, further times have no effect.
 * Safe for use by several threads.
 */
public final class CallPermit implements CallLimits.Entry {
    /** Of a Service without limits: nothing happens. */
    public static final CallPermit UNLIMITED = new CallPermit(null, null);

    private final @Nullable CircuitBreaker breaker;
    private final @Nullable Bulkhead bulkhead;
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long began;

    CallPermit(@Nullable CircuitBreaker breaker, @Nullable Bulkhead bulkhead) {
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.began = breaker == null ? 0 : breaker.getCurrentTimestamp();
    }

    /** Whether anything is limited. */
    public boolean isLimited() {
        return breaker != null || bulkhead != null;
    }

    /** The call has a good answer. */
    public void succeeded() {
        if (breaker != null && judged.compareAndSet(false, true)) {
            breaker.onSuccess(breaker.getCurrentTimestamp() - began, breaker.getTimestampUnit());
        }
    }

    /** The call failed, or has a bad answer; what the breaker's configuration makes of the exception decides. */
    public void failed(Throwable why) {
        if (breaker != null && judged.compareAndSet(false, true)) {
            breaker.onError(breaker.getCurrentTimestamp() - began, breaker.getTimestampUnit(), why);
        }
    }

    /** The call is over, and makes place for another. One that was not judged says nothing: cancelled, or never sent. */
    public void over() {
        // Where nothing is limited all calls share one permit: no write.
        if (isLimited() && over.compareAndSet(false, true)) {
            if (breaker != null && judged.compareAndSet(false, true)) {
                breaker.releasePermission();
            }
            if (bulkhead != null) {
                bulkhead.onComplete();
            }
        }
    }
}
