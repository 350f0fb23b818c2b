package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/** The log lines of a Service's states: what a human should know at INFO, what one should mend at WARN, each change at DEBUG. */
final class StateLog {
    private StateLog() {}

    static void write(Logger log, GroupState before, GroupState next) {
        boolean openedNow = next.failedOpen() && !before.failedOpen();
        if (openedNow && next.resolution() instanceof Resolution.FailedOpen open) {
            log.warn(
                    "{} is called by {}, because its pods could not be discovered: {}",
                    next.service(),
                    hostPorts(next.usable()),
                    open.why().message());
        } else if (next.resolution() instanceof Resolution.LastGood lastGood) {
            writeLastGood(log, before, next, lastGood);
        } else if (next.resolution() instanceof Resolution.Failed failed) {
            writeFailure(log, before, next, failed);
        } else if (before.usable().isEmpty() && !next.usable().isEmpty()) {
            log.info(
                    "{} has {} usable endpoints, from {}",
                    next.service(),
                    next.usable().size(),
                    source(next));
        } else if (!before.usable().isEmpty() && next.usable().isEmpty()) {
            log.info("{}", message(next));
        }
    }

    private static void writeLastGood(Logger log, GroupState before, GroupState next, Resolution.LastGood lastGood) {
        if (!(before.resolution() instanceof Resolution.LastGood)) {
            log.warn(
                    "{} is called by the last good answer of an earlier process, of {}, {} usable endpoints, because: {}",
                    next.service(),
                    lastGood.provenAt(),
                    next.usable().size(),
                    lastGood.why().message());
        }
    }

    private static void writeFailure(Logger log, GroupState before, GroupState next, Resolution.Failed failed) {
        if (next.snapshot().isPresent()) {
            log.info("{} keeps its last answer: {}", next.service(), failed.message());
        } else if (!before.problem().equals(next.problem())) {
            log.warn("{} cannot be called: {}", next.service(), message(next));
        }
    }

    static void writeChange(Logger log, GroupState before, GroupState next) {
        if (log.isDebugEnabled()) {
            log.debug(
                    "{} is {}: added {}, removed {}",
                    next.service(),
                    next.resolution().getClass().getSimpleName(),
                    difference(next.usable(), before.usable()),
                    difference(before.usable(), next.usable()));
        }
    }

    private static String source(GroupState state) {
        return state.snapshot().map(snapshot -> snapshot.source()).orElse("nowhere");
    }

    private static String message(GroupState state) {
        return state.problem().map(Problem::message).orElse("");
    }

    private static List<String> difference(List<Endpoint> of, List<Endpoint> without) {
        Set<Endpoint> others = new HashSet<>(without);
        return hostPorts(of.stream().filter(e -> !others.contains(e)).toList());
    }

    private static List<String> hostPorts(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::hostPort).toList();
    }
}
