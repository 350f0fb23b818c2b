package io.fairlead.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.balancer.Balancer;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.simulation.FleetEvent.WarmUp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulator itself, where the right answer is known. */
class SimulationTest {
    private static final Demand TEN_MILLIS = new Demand.Constant(10e6);

    @Test
    void anIdleServerAnswersAfterTheWorkAndTheWayThereAndBack() {
        Run run = Simulation.run(one(1).load(0.001).seconds(0, 1000).build(), ShippedPolicy.random(), 1);

        assertThat(run.millis(0.5)).isEqualTo(10.5);
        assertThat(run.calls()).isCloseTo(100, within(40L));
    }

    @Test
    void aQueueWaitsAsLongAsTheorySays() {
        Policy policy = ShippedPolicy.random();
        Run run = Simulation.run(
                one(1).load(0.5)
                        .timeoutNanos(60_000_000_000L)
                        .seconds(0, 20_000)
                        .build(),
                policy,
                1);

        // M/D/1 at half its load: half of the calls find it idle, and the mean wait of all is half the work.
        assertThat(run.millis(0.49)).isEqualTo(10.5);
        assertThat(run.millis(0.51)).isGreaterThan(10.5);
        assertThat(run.millis(0.99)).isCloseTo(45, within(3.0));
    }

    @Test
    void aServerThatIsSlowerTakesLongerAlsoForWhatItHasBegun() {
        ScenarioBuilder slow = one(1).load(0.001).seconds(200, 1000).speed(100, 0, 0.25);

        assertThat(Simulation.run(slow.build(), new Oracle(), 1).millis(0.5)).isEqualTo(40.5);
    }

    @Test
    void aSilentServerCostsTheTimeout() {
        Scenario silent = one(4).load(0.1)
                .event(new FleetEvent.Silence(0, 0, true))
                .seconds(0, 20)
                .build();
        Run run = Simulation.run(silent, ShippedPolicy.roundRobin(), 1);

        assertThat(run.failedShare()).isEqualTo(1);
        assertThat(run.millis(0.01)).isEqualTo(1000);
    }

    @Test
    void aKilledServerRefusesUntilItIsBackAndIsColdThen() {
        long second = 1_000_000_000;
        Scenario killed = one(4).load(0.01)
                .event(new FleetEvent.Restart(10 * second, 0, 5 * second, new WarmUp(0.1, 20 * second), false))
                .seconds(0, 60)
                .build();
        Run run = Simulation.run(killed, ShippedPolicy.random(), 1);

        assertThat(run.failedShare()).isCloseTo(5 / 60.0, within(0.04));
        assertThat(run.millis(0.5)).isEqualTo(10.5);
        assertThat(run.millis(1)).isCloseTo(100, within(30.0));
    }

    @Test
    void aReplacedServerFailsNoCall() {
        long second = 1_000_000_000;
        Scenario replaced = ScenarioBuilder.of("", 3, 2, 4)
                .load(0.2)
                .event(new FleetEvent.Restart(10 * second, 0, 5 * second, WarmUp.NONE, true))
                .seconds(0, 40)
                .build();
        Run run = Simulation.run(replaced, ShippedPolicy.roundRobin(), 1);

        assertThat(run.failedShare()).isZero();
        assertThat(run.share(0, 11 * second, 15 * second)).isZero();
        assertThat(run.share(0, 16 * second, 40 * second)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void runsAreAFunctionOfTheirSeed() {
        Scenario scenario = ScenarioBuilder.of("", 5, 5, 4).seconds(0, 5).build();

        Run run = Simulation.run(scenario, ShippedPolicy.adaptive(Balancer.DEFAULT_CHOICES), 1);
        Run again = Simulation.run(scenario, ShippedPolicy.adaptive(Balancer.DEFAULT_CHOICES), 1);
        Run another = Simulation.run(scenario, ShippedPolicy.adaptive(Balancer.DEFAULT_CHOICES), 2);

        assertThat(again.millis(0.9)).isEqualTo(run.millis(0.9));
        assertThat(another.millis(0.9)).isNotEqualTo(run.millis(0.9));
    }

    @Test
    void everyPolicySeesTheSameCalls() {
        Scenario scenario = ScenarioBuilder.of("", 5, 5, 4).seconds(0, 5).build();

        Run run = Simulation.run(scenario, ShippedPolicy.random(), 1);
        Run other = Simulation.run(scenario, new ShortestQueue(), 1);

        assertThat(other.calls()).isEqualTo(run.calls());
        assertThat(other.millis(0.9)).isLessThan(run.millis(0.9));
    }

    @Test
    void referencesSpreadCallsEvenly() {
        Scenario scenario = ScenarioBuilder.of("", 1, 5, 4).seconds(0, 20).build();

        for (Policy policy : List.of(new Oracle(), new ShortestQueue())) {
            Run run = Simulation.run(scenario, policy, 1);
            for (int server = 0; server < 5; server++) {
                assertThat(run.share(server, 0, 20_000_000_000L))
                        .as(policy.name())
                        .isCloseTo(0.2, within(0.02));
            }
        }
    }

    @Test
    void retriesGoElsewhere() {
        Scenario failing = ScenarioBuilder.of("", 2, 4, 4)
                .failing(0, 0, 1, 10)
                .load(0.2)
                .seconds(2, 20)
                .build();
        ShippedPolicy once = ShippedPolicy.roundRobin();

        assertThat(Simulation.run(failing, once, 1).failedShare()).isCloseTo(0.25, within(0.02));
        assertThat(Simulation.run(failing, once.with(RetryConfig.defaults()), 1).failedShare())
                .isLessThan(0.1);
    }

    private static ScenarioBuilder one(int slots) {
        return ScenarioBuilder.of("", 1, 1, slots).demand(TEN_MILLIS);
    }
}
