package io.fairlead.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long one client took to use what became ready, in milliseconds: 0 if it did not wait for that, not a number if it never did. */
record Lags(SliceWatch slices, Contender contender, CallLog log) {
    /** Of the pod that came while the client was cut off and was used last: since the later of the end of the cut and its readiness. */
    double ofNewPods(SideBySide.Cut cut) {
        return cut.fresh().stream()
                .mapToDouble(pod -> {
                    Instant ready = slices.firstReady(pod.address());
                    return since(ready.isAfter(cut.end()) ? ready : cut.end(), log.firstUsed(contender.endpoint(pod)));
                })
                .max()
                .orElseThrow();
    }

    /** Since the first of the new pods was ready. */
    double ofFirstSuccess(SideBySide.Refill refill) {
        Instant from = refill.scenario().from();
        return since(slices.firstReadyAfter(from).orElseThrow(), log.firstSuccess(from));
    }

    /** Of calls that were to start after there were no pods. */
    long successesBeforeReady(SideBySide.Refill refill) {
        Instant from = refill.scenario().from();
        Instant ready = refill.fresh().stream()
                .map(Orders.Pod::readySince)
                .min(Instant::compareTo)
                .orElseThrow();
        return log.calls().stream()
                .filter(call -> call.at().isAfter(from) && call.end().isBefore(ready))
                .filter(call -> call.error().isEmpty())
                .count();
    }

    private static double since(Instant ready, Optional<Instant> used) {
        return used.map(at -> (double) Math.max(0, Duration.between(ready, at).toMillis()))
                .orElse(Double.NaN);
    }
}
