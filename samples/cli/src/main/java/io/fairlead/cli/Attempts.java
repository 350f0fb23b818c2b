package io.fairlead.cli;

import io.fairlead.DiscoveryListener;
import io.fairlead.GroupState;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Knows which call an attempt belongs to, where the library makes attempts on the thread of their call, and whether an address
 * is the Service's own or a pod's.
 */
final class Attempts implements DiscoveryListener {
    private static final ThreadLocal<CallRecord> CURRENT = new ThreadLocal<>();

    private final Clock clock;
    private final Set<String> pods = ConcurrentHashMap.newKeySet();
    private final Set<String> serviceAddresses = ConcurrentHashMap.newKeySet();
    private volatile boolean failsOpen;

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Makes a call whose attempts are the record's, as long as they are made on this thread. */
    Optional<String> during(CallRecord record, Supplier<Optional<String>> call) {
        CURRENT.set(record);
        try {
            return call.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** An attempt of a call begins. */
    void begun(CallRecord record, String endpoint) {
        record.begun(clock.instant(), endpoint);
    }

    /** Whether an attempt of an ended call went to the Service's own address, because its pods could not be found. */
    boolean failedOpen(CallRecord record) {
        return record.attempts().stream().anyMatch(attempt -> isServiceAddress(attempt.endpoint()));
    }

    @Override
    public void attemptStarted(ServiceRef service, Endpoint endpoint) {
        begunHere(endpoint.hostPort());
    }

    /** An attempt of the call that this thread makes; nothing happens if it makes none. */
    void begunHere(String endpoint) {
        CallRecord record = CURRENT.get();
        if (record != null) {
            begun(record, endpoint);
        }
    }

    @Override
    public void stateChanged(ServiceRef service, GroupState state) {
        Set<String> addresses = state.failedOpen() ? serviceAddresses : pods;
        state.usable().forEach(endpoint -> addresses.add(endpoint.hostPort()));
        failsOpen = state.failedOpen();
    }

    // A name is seen here by the address that it stands for, which no state tells: then it is what the state says.
    private boolean isServiceAddress(String endpoint) {
        return serviceAddresses.contains(endpoint) || (failsOpen && !pods.contains(endpoint));
    }
}
