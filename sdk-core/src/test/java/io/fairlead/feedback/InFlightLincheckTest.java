package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.testing.Interleavings;
import io.fairlead.time.Ticker;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The calls in flight of one endpoint are a counter, whatever its calls teach meanwhile. */
public class InFlightLincheckTest {
    private static final Ticker STANDING = () -> 0;

    private final Candidate load = new GroupLoad(LoadConfig.defaults(), STANDING)
            .retain(List.of(Endpoint.of("10.0.0.1", 8080)))
            .get(0);

    @Operation
    public void begin() {
        load.begin();
    }

    @Operation
    public void succeed() {
        load.complete(Outcome.SUCCESS, 1_000, 0);
    }

    @Operation
    public void ignore() {
        load.complete(Outcome.IGNORED, 1_000, 0);
    }

    @Operation
    public int inFlight() {
        return load.inFlight();
    }

    @Test
    void isACounter() {
        Interleavings.check(InFlightLincheckTest.class);
    }
}
