package io.fairlead.okhttp;

import io.fairlead.time.Ticker;
import java.time.Duration;
import okhttp3.Call;

/**
 * How much of a call's own timeout is left. There is one for each call, which goes on when an interceptor in front makes the call pass here
 * again.
 */
final class CallClock {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final CallClock UNLIMITED = new CallClock(Ticker.system(), 0);

    private final Ticker ticker;
    private final long startNanos;
    private final long timeoutNanos;

    private CallClock(Ticker ticker, long timeoutNanos) {
        this.ticker = ticker;
        this.startNanos = ticker.nanos();
        this.timeoutNanos = timeoutNanos;
    }

    /** That of a call, which begins the first time that it is asked for. */
    static CallClock of(Call call, Ticker ticker) {
        long timeoutNanos = call.timeout().timeoutNanos();
        return timeoutNanos == 0 ? UNLIMITED : call.tag(CallClock.class, () -> new CallClock(ticker, timeoutNanos));
    }

    /** Whether the call has a timeout at all. */
    boolean isLimited() {
        return timeoutNanos > 0;
    }

    /** What is left, greater than zero; for ever, where the call has no timeout. */
    Duration remaining() {
        return isLimited() ? Duration.ofNanos(Math.max(1, timeoutNanos - elapsedNanos())) : FOR_EVER;
    }

    /**
     * Whether a cancelled call was cancelled by its timeout. OkHttp does not tell, and began to count a little earlier: in front of
     * the interceptors before ours.
     */
    boolean isOver() {
        return isLimited() && elapsedNanos() >= timeoutNanos - timeoutNanos / 10;
    }

    private long elapsedNanos() {
        return ticker.nanos() - startNanos;
    }
}
