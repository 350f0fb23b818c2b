package io.fairlead;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.feedback.Outcome;
import io.fairlead.testing.Interleavings;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Whoever completes a pick, and how often: it counts once, and an answer that comes meanwhile loses nothing. */
public class PickLincheckTest {
    private final List<Candidate> candidates =
            new GroupLoad(LoadConfig.defaults(), () -> 0).retain(List.of(Endpoint.of("10.0.0.1", 8080)));
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final Pick pick = new EndpointPicker(new Feedback(), Balancer.random(() -> 0), candidates, false).begin(0);

    @Operation
    public void succeed() {
        pick.complete(Outcome.SUCCESS);
        ends.incrementAndGet();
    }

    @Operation
    public void fail() {
        pick.complete(Outcome.FAILURE);
        ends.incrementAndGet();
    }

    @Operation
    public void answered() {
        pick.answered();
    }

    @Operation
    public int index() {
        return pick.index();
    }

    @Validate
    public void itEndedOnce() {
        int expected = Math.min(1, ends.get());
        int inFlight = candidates.get(0).inFlight();
        if (told.get() != expected || inFlight != 1 - expected) {
            throw new AssertionError(ends + " ends: told " + told + " times, " + inFlight + " in flight");
        }
    }

    @Test
    void countsOnce() {
        Interleavings.check(PickLincheckTest.class);
    }

    private final class Feedback implements PickFeedback {
        @Override
        public long nowNanos() {
            return 0;
        }

        @Override
        public boolean isCurrent(Balancer policy) {
            return true;
        }

        @Override
        public long started(Endpoint endpoint, long nowNanos) {
            return nowNanos;
        }

        @Override
        public void completed(Endpoint endpoint, Outcome outcome, long latencyNanos) {
            told.incrementAndGet();
        }
    }
}
