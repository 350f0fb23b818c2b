package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Resolution.Failed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamFailuresTest {
    private static final ObjectSet<Slice> SLICES = ObjectSet.slices("shop", "orders");
    private static final Failed DENIED = Failed.of(Failed.Kind.DENIED, "HTTP 401");
    private static final Failed OUTAGE = Failed.of(Failed.Kind.UNREACHABLE, "no connection");

    private final StreamFailures failures = new StreamFailures();

    @Test
    void aDenialHasToLast() {
        assertThat(isNewlyDenied(DENIED, 0)).isTrue();
        assertThat(isNewlyDenied(DENIED, 2)).isTrue();
        assertThat(isNewlyDenied(DENIED, 3)).isFalse();
    }

    @Test
    void anOutageBetweenTwoDenialsDoesNotEndTheFirst() {
        isNewlyDenied(DENIED, 0);

        assertThat(isNewlyDenied(OUTAGE, 2)).isFalse();
        assertThat(isNewlyDenied(DENIED, 4)).isFalse();
    }

    @Test
    void anAnswerEndsIt() {
        isNewlyDenied(DENIED, 0);
        failures.remove(SLICES.resource());

        assertThat(isNewlyDenied(DENIED, 4)).isTrue();
    }

    private boolean isNewlyDenied(Failed failure, int second) {
        return failures.isNewlyDenied(
                SLICES,
                failure,
                Duration.ofSeconds(3),
                Duration.ofSeconds(second).toNanos());
    }
}
