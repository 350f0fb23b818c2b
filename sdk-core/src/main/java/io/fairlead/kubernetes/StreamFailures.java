package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands in the way of the streams of one Service, and which of it is worth telling. Only touched by tasks of the scheduler. */
final class StreamFailures {
    private static final Set<String> HARDLY_CHANGING = Set.of(ObjectSet.SERVICES, ObjectSet.NODES);

    private final Map<String, Resolution.Failed> failures = new HashMap<>();
    private final Map<String, Long> deniedSince = new HashMap<>();

    /** Whether a stream tells of endpoints, and not of the Service or the nodes. */
    static boolean isOfEndpoints(ObjectSet<?> set) {
        return !HARDLY_CHANGING.contains(set.resource());
    }

    /** Notes the failure of a stream; its failure before, if it had not recovered. */
    Optional<Resolution.Failed> put(ObjectSet<?> set, Resolution.Failed failure) {
        return Optional.ofNullable(failures.put(set.resource(), failure));
    }

    void remove(String resource) {
        failures.remove(resource);
        deniedSince.remove(resource);
    }

    /**
     * Whether a stream is denied for less than that, as of this failure of it: an API server that has just started denies everything until it
     * knows its roles.
     */
    boolean isNewlyDenied(ObjectSet<?> set, Resolution.Failed failure, Duration time, long nowNanos) {
        // What else fails between two denials does not end the first: only an answer does.
        return failure.kind() == Resolution.Failed.Kind.DENIED
                && nowNanos - deniedSince.computeIfAbsent(set.resource(), first -> nowNanos) < time.toNanos();
    }

    /** Whether a stream cannot reach the API server, as of the last that was heard of it. */
    boolean areOutage() {
        return failures.values().stream().anyMatch(failure -> failure.kind() == Resolution.Failed.Kind.UNREACHABLE);
    }

    boolean has(String resource) {
        return failures.containsKey(resource);
    }

    /**
     * The one to tell, if there is any.
     *
     * @param endpoints whether the streams of endpoints matter
     * @param listed whether all that matters was heard of once
     */
    Optional<Resolution.Failed> worst(boolean endpoints, boolean listed) {
        Map<String, Resolution.Failed> felt = new HashMap<>(failures);
        if (!endpoints) {
            felt.keySet().retainAll(HARDLY_CHANGING);
        }
        // The Service and the nodes hardly ever change: where slices are heard, they need not wait for these.
        boolean slicesAreHeard = listed && endpoints && HARDLY_CHANGING.containsAll(felt.keySet());
        return felt.values().stream()
                .filter(failure -> !slicesAreHeard || failure.kind() != Resolution.Failed.Kind.UNREACHABLE)
                .max(Comparator.comparingInt(failure -> rank(failure.kind())));
    }

    // What a human can mend is told rather than what may pass.
    private static int rank(Resolution.Failed.Kind kind) {
        return switch (kind) {
            case DENIED -> 3;
            case ABSENT -> 2;
            case INVALID -> 1;
            case UNREACHABLE -> 0;
        };
    }
}
