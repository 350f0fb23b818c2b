package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.testing.Interleavings;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Endpoints fail, return and leave at once: the places of the group are those of its marks, and never more than the bound. */
public class OutlierLincheckTest {
    private static final List<Endpoint> ALL =
            List.of(Endpoint.of("10.0.0.1", 1), Endpoint.of("10.0.0.2", 1), Endpoint.of("10.0.0.3", 1));

    private final AtomicLong now = new AtomicLong();
    private final Ticker ticker = now::get;
    private final GroupLoad group = new GroupLoad(
            LoadConfig.defaults(),
            EjectionConfig.defaults().withDuration(Duration.ofNanos(10), Duration.ofNanos(10)),
            ticker,
            () -> 0,
            EjectionListener.NONE);
    private final List<Candidate> candidates = group.retain(ALL);

    @Operation
    public void firstFails() {
        fail(0);
    }

    @Operation
    public void secondFails() {
        fail(1);
    }

    @Operation
    public void timePassesAndTheFirstIsLookedAt() {
        now.addAndGet(20);
        candidates.get(0).isEjected();
    }

    @Operation
    public void theFirstLeaves() {
        candidates.get(0).leave();
    }

    @Validate
    public void everyPlaceIsThatOfAMark() {
        long marked =
                candidates.stream().filter(candidate -> candidate.isEjected()).count();
        int places = group.ejections().count();
        if (places != marked || places > 1) {
            throw new AssertionError(places + " places taken, " + marked + " marks, at most 1");
        }
    }

    @Test
    void noPlaceIsLostOrTakenTwice() {
        Interleavings.check(OutlierLincheckTest.class);
    }

    private void fail(int index) {
        Candidate load = candidates.get(index);
        load.begin();
        load.complete(Outcome.UNREACHABLE, 0, now.get());
    }
}
