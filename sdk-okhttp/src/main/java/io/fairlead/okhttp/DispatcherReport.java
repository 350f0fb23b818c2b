package io.fairlead.okhttp;

import io.fairlead.time.Ticker;
import java.time.Duration;
import okhttp3.Dispatcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that calls wait in a client's dispatcher, which looks like slow pods and is none of their doing. */
final class DispatcherReport {
    static final int MOST_CALLS = 256;

    private static final Logger log = LoggerFactory.getLogger(FairleadInterceptor.class);
    // To look takes the dispatcher's lock.
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private volatile @Nullable Dispatcher watched;
    private volatile long lookedNanos;

    DispatcherReport(Ticker ticker) {
        this.ticker = ticker;
    }

    void watch(Dispatcher dispatcher) {
        watched = dispatcher;
        lookedNanos = ticker.nanos();
    }

    void look() {
        Dispatcher dispatcher = watched;
        if (dispatcher == null || ticker.nanos() - lookedNanos < INTERVAL_NANOS) {
            return;
        }
        lookedNanos = ticker.nanos();
        int queued = dispatcher.queuedCallsCount();
        if (queued > 0) {
            watched = null;
            log.info(
                    "{} calls wait in OkHttp's dispatcher, which runs {} at a time and {} for each host: raise its maxRequests and "
                            + "maxRequestsPerHost if the pods can take more",
                    queued,
                    dispatcher.getMaxRequests(),
                    dispatcher.getMaxRequestsPerHost());
        }
    }
}
