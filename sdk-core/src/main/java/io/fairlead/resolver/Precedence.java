package io.fairlead.resolver;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which source of a chain is heard, by what each has told: the rules that {@link ResolverChain} names, as a pure function.
 *
 * @param service what is asked for
 * @param patience how long a source may take for its first answer
 * @param strict whether a failure is told in place of falling from pods to a virtual IP or a name
 */
record Precedence(ServiceRef service, Duration patience, boolean strict) {
    /** What is to be done. Sources are meant by their place in the chain. */
    sealed interface Decision {}

    /** Nothing is to be told before a source that was asked has told something; if others have failed, what was worst. */
    record Wait(Optional<Resolution.Failed> failure) implements Decision {}

    /** The same, and the next source is to be asked. */
    record AskNext(Optional<Resolution.Failed> failure) implements Decision {}

    /** The failure of a source is to be told, whose last answer is good nonetheless; only so many of the sources are needed. */
    record KeepAnswer(Resolution.Failed failure, int source, int needed) implements Decision {}

    /** A source's answer is the chain's, or its failure where none answers; only so many of the sources are needed. */
    record Answer(Resolution resolution, int source, int needed) implements Decision {}

    /**
     * Decides.
     *
     * @param asked the sources that were asked, the best first
     * @param all whether there are no others
     */
    Decision decide(List<SourceState> asked, boolean all) {
        Resolution.@Nullable Failed failure = null;
        boolean resolvedBefore = false;
        for (int i = 0; i < asked.size(); i++) {
            SourceState source = asked.get(i);
            if (source.isAwaited()) {
                return new Wait(Optional.ofNullable(failure));
            }
            if (source.told() instanceof Resolution.Failed failed) {
                if (source.answered()) {
                    return new KeepAnswer(failed, i, asked.size());
                }
                failure = ChainFailure.worse(failure, failed);
            } else if (source.told() instanceof Resolution.Pending) {
                failure = ChainFailure.worse(failure, ChainFailure.late(service, source.source(), patience));
            } else if (failure != null && resolvedBefore && isAmbiguous(source.told())) {
                return new KeepAnswer(failure, 0, i + 1);
            } else {
                return new Answer(opened(source.told(), failure), i, i + 1);
            }
            resolvedBefore |= source.resolved();
        }
        if (!all) {
            return new AskNext(Optional.ofNullable(failure));
        }
        return failure == null
                ? new Wait(Optional.empty())
                : new Answer(ChainFailure.ofAll(failure, asked), 0, asked.size());
    }

    // Which port is meant is more than it knows, and not that there is none: a source that did know is better kept than
    // given up for that.
    private static boolean isAmbiguous(Resolution told) {
        return told instanceof Resolution.NotFound notFound
                && notFound.reason() == Resolution.NotFound.Reason.AMBIGUOUS_PORT;
    }

    private Resolution opened(Resolution told, Resolution.@Nullable Failed failure) {
        if (failure == null || !(told instanceof Resolution.Resolved resolved)) {
            return told;
        }
        boolean byName = resolved.snapshot().source().equals(ServiceNameResolver.SOURCE);
        boolean failed = failure.kind() != Resolution.Failed.Kind.ABSENT;
        if (!byName && !(failed && isVirtualIp(resolved.snapshot()))) {
            return told;
        }
        return strict ? failure : new Resolution.FailedOpen(resolved.snapshot(), failure);
    }

    // Pods that another source knows are no fall: they are what was asked for.
    private static boolean isVirtualIp(EndpointSnapshot snapshot) {
        return snapshot.clusterIp().map(List::of).equals(Optional.of(snapshot.endpoints()));
    }
}
