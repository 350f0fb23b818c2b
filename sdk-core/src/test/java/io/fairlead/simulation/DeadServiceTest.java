package io.fairlead.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.balancer.Balancer;
import io.fairlead.resilience.RetryConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retries are not what keeps a Service down: a dead one gets at most 1.2 times the load that there is. */
class DeadServiceTest {
    private static final int SERVERS = 5;
    private static final long SECOND = 1_000_000_000;
    private static final long WINDOW = 10 * SECOND;
    private static final double BUDGET = 0.2;
    // A retry is taken out of the budget when it is decided on, and comes up to 50 ms later, perhaps in another ten
    // seconds.
    private static final double BACKOFF = 0.01;

    @ParameterizedTest
    @CsvSource({"50, 1", "100, 1", "100, 20", "1000, 1", "1000, 5"})
    void getsAtMostAFifthMoreInAnyTenSecondsAfterTheFirst(int callsPerSecond, double timesFaster) {
        ScenarioBuilder builder = ScenarioBuilder.of("dead", 1, SERVERS, 40)
                .load(callsPerSecond * 5e-3 / (SERVERS * 40))
                .seconds(0, 60);
        for (int server = 0; server < SERVERS; server++) {
            builder.failing(0, server, 1, timesFaster);
        }
        Scenario scenario = builder.build();
        ShippedPolicy policy = ShippedPolicy.adaptive(Balancer.DEFAULT_CHOICES);

        // The same calls, once and with retries.
        Run calls = Simulation.run(scenario, policy, 1);
        Run attempts = Simulation.run(scenario, policy.with(RetryConfig.defaults()), 1);

        for (long from = WINDOW; from + WINDOW <= 60 * SECOND; from += Run.BIN_NANOS) {
            long offered = calls.attempts(from, from + WINDOW);
            // Chance may make fewer calls of ten seconds than there are on average, which the budget's least is made
            // for.
            double load = Math.max((double) offered, 10.0 * callsPerSecond);
            assertThat((double) attempts.attempts(from, from + WINDOW) - offered)
                    .as("retries in ten seconds from %s s on", from / 1e9)
                    .isLessThanOrEqualTo((BUDGET + BACKOFF) * load);
        }
        // They are made: or nothing would have been shown.
        assertThat(attempts.attempts(WINDOW, 60 * SECOND))
                .isGreaterThan((long) (1.1 * calls.attempts(WINDOW, 60 * SECOND)));
    }
}
