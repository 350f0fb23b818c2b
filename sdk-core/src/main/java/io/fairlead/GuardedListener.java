package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Ejection;
import io.fairlead.feedback.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener, if there is one, that can do no harm: what it throws is logged, once. */
final class GuardedListener {
    private static final Logger log = LoggerFactory.getLogger(DiscoveryListener.class);

    private final @Nullable DiscoveryListener listener;
    private final AtomicBoolean logged = new AtomicBoolean();

    GuardedListener(Optional<DiscoveryListener> listener) {
        this.listener = listener.orElse(null);
    }

    void stateChanged(ServiceRef service, GroupState state) {
        if (listener != null) {
            guard(() -> listener.stateChanged(service, state));
        }
    }

    /** Whether there was anybody to tell. */
    boolean attemptStarted(ServiceRef service, Endpoint endpoint) {
        if (listener == null) {
            return false;
        }
        guard(() -> listener.attemptStarted(service, endpoint));
        return true;
    }

    void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, long latencyNanos) {
        if (listener != null) {
            guard(() -> listener.attemptEnded(service, endpoint, outcome, Duration.ofNanos(latencyNanos)));
        }
    }

    void endpointEjected(ServiceRef service, Endpoint endpoint, Ejection ejection) {
        if (listener != null) {
            guard(() -> listener.endpointEjected(service, endpoint, ejection));
        }
    }

    void endpointReturned(ServiceRef service, Endpoint endpoint) {
        if (listener != null) {
            guard(() -> listener.endpointReturned(service, endpoint));
        }
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            if (logged.compareAndSet(false, true)) {
                log.error("The discovery listener failed; further failures are not logged", e);
            }
        }
    }
}
