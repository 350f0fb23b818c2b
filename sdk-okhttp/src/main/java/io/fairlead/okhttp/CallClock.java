package io.fairlead.okhttp;

import io.fairlead.time.Ticker;
import java.time.Duration;
import okhttp3.Call;

/** How much of a call's own timeout is left. */
final class CallClock {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Ticker ticker;
    private final long startNanos;
    private final long timeoutNanos;

    /** For a call that begins now. */
    CallClock(Call call, Ticker ticker) {
        this.ticker = ticker;
        this.startNanos = ticker.nanos();
        this.timeoutNanos = call.timeout().timeoutNanos();
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
