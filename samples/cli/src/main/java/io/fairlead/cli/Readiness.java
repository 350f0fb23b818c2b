package io.fairlead.cli;

import io.fairlead.EndpointGroup;
import io.fairlead.GroupState;
import io.fairlead.Problem;
import io.fairlead.endpoint.Resolution;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until it is clear what a Service is. One that is there and empty is clear: it may get endpoints at any time. So is one
 * that is not there, or that this process may not see. Only what may pass in a moment, such as an API server that does not
 * answer, is given time.
 */
final class Readiness {
    private Readiness() {}

    /** The state once it is clear, or when the patience is over. */
    static GroupState await(EndpointGroup group, Duration patience) throws InterruptedException {
        CountDownLatch clear = new CountDownLatch(1);
        EndpointGroup.Interest interest = group.subscribe(state -> {
            if (isClear(state)) {
                clear.countDown();
            }
        });
        try {
            boolean unused = clear.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            interest.close();
        }
        return group.state();
    }

    private static boolean isClear(GroupState state) {
        if (state.resolution() instanceof Resolution.FailedOpen open) {
            return !mayPass(open.why());
        }
        boolean waitsForSource =
                state.problem().orElse(null) instanceof Problem.Failed failed && mayPass(failed.resolution());
        return state.isKnown() && !waitsForSource;
    }

    private static boolean mayPass(Resolution.Failed failed) {
        return failed.kind() == Resolution.Failed.Kind.UNREACHABLE;
    }

    /** What stands in the way of any use of the Service; nothing where it is there, even if it is empty. */
    static Optional<Problem> notFound(GroupState state) {
        return state.problem().filter(problem -> state.snapshot().isEmpty());
    }
}
