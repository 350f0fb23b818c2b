package io.fairlead.kubernetes;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener and what it heard last. */
final class Listening {
    private static final Logger log = LoggerFactory.getLogger(KubernetesResolver.class);

    private final ServiceRef ref;
    private final Consumer<Resolution> consumer;
    private final SliceParts parts;
    private @Nullable Resolution last;

    Listening(ServiceRef ref, KubernetesOptions options, Consumer<Resolution> consumer) {
        this.ref = ref;
        this.parts = new SliceParts(ref, options);
        this.consumer = consumer;
    }

    ServiceRef ref() {
        return ref;
    }

    /** What was told of each slice. */
    SliceParts parts() {
        return parts;
    }

    /** Unless it is what was told last. */
    void tell(Resolution now) {
        if (now.equals(last) || isSameFailure(now, last)) {
            return;
        }
        describe(now);
        last = now;
        try {
            consumer.accept(now);
        } catch (RuntimeException e) {
            log.error("{}: a listener failed; it goes on hearing", ref, e);
        }
    }

    // Another exception with the same text is no news.
    static boolean isSameFailure(Resolution now, @Nullable Resolution before) {
        return now instanceof Resolution.Failed one
                && before instanceof Resolution.Failed other
                && one.kind() == other.kind()
                && one.message().equals(other.message());
    }

    private void describe(Resolution now) {
        if (!(now instanceof Resolution.Resolved resolved)) {
            log.debug("{}: {}", ref, now);
            return;
        }
        EndpointSnapshot snapshot = resolved.snapshot();
        if (last == null) {
            log.info("{}: {} endpoints", ref, snapshot.endpoints().size());
        } else if (log.isDebugEnabled()) {
            log.debug("{}: {}", ref, SnapshotChange.describe(last, snapshot));
        }
    }
}
