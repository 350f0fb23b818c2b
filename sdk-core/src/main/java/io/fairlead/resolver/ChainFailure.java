package io.fairlead.resolver;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which failure of the sources of a chain is told, and in which words. */
final class ChainFailure {
    private ChainFailure() {}

    /** That of the first source that exists; an absent one is told only if nothing else is there. */
    static Resolution.Failed worse(Resolution.@Nullable Failed first, Resolution.Failed second) {
        if (first == null) {
            return second;
        }
        boolean supersedes =
                first.kind() == Resolution.Failed.Kind.ABSENT && second.kind() != Resolution.Failed.Kind.ABSENT;
        return supersedes ? second : first;
    }

    /** That of a source without a first answer in time. */
    static Resolution.Failed late(ServiceRef service, String source, Duration patience) {
        return Resolution.Failed.of(
                Resolution.Failed.Kind.UNREACHABLE,
                service + ": no answer from the source " + source + " within " + patience.toMillis()
                        + " ms, it is waited for all the same (wait for awaitReady(), or raise the discoveryTimeout; a process "
                        + "that has just started may need longer)");
    }

    /** Where nobody answers, any of the sources may be the one to mend: each of them has something to say. */
    static Resolution.Failed ofAll(Resolution.Failed failure, List<SourceState> sources) {
        String others = sources.stream()
                .map(SourceState::told)
                .flatMap(told -> told instanceof Resolution.Failed failed ? Stream.of(failed.message()) : Stream.of())
                .filter(message -> !message.equals(failure.message()))
                .distinct()
                .collect(Collectors.joining("; "));
        return others.isEmpty()
                ? failure
                : new Resolution.Failed(failure.kind(), withOthers(failure.message(), others), failure.cause());
    }

    // What is to be applied, in further lines, stays at the end, where it can be copied.
    private static String withOthers(String message, String others) {
        int end = message.indexOf('\n');
        return end < 0
                ? message + "; " + others
                : message.substring(0, end) + " (other sources: " + others.replace('\n', ' ') + ")"
                        + message.substring(end);
    }
}
