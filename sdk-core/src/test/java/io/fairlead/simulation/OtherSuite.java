package io.fairlead.simulation;

import io.fairlead.simulation.FleetEvent.WarmUp;
import java.util.ArrayList;
import java.util.List;

/**
 * The same themes with other numbers, written down before their first run: a policy that was tuned to the study's would be found
 * out here. Demand of two kinds, slower failures, other sizes, speeds, warm-ups and seeds.
 */
final class OtherSuite {
    private static final Demand BIMODAL = new Demand.Bimodal(6e6, 60e6, 0.1);
    private static final Demand NARROW = new Demand.LogNormal(12e6, 0.7);
    private static final int MANY_SERVERS = 16;

    private OtherSuite() {}

    static Suite suite() {
        return Suite.of(
                "other",
                List.of(101L, 102L, 103L, 104L, 105L),
                slow(),
                unequal(),
                blackHole(),
                blackHoleMany(),
                rolling(),
                many(),
                antagonists(),
                idle(),
                recovery(),
                pause(),
                afterFailing());
    }

    private static Case slow() {
        Scenario scenario = few(Theme.SLOW)
                .demand(BIMODAL)
                .load(0.5)
                .seconds(5, 30)
                .speed(5, 0, 0.2)
                .build();
        return new Case(Theme.SLOW, "server 0 turns 5 times slower at 5 s", scenario, 5, 30);
    }

    private static Case unequal() {
        List<ServerSpec> servers = new ArrayList<>();
        for (double speed : new double[] {0.4, 0.4, 0.8, 0.8, 0.8, 1, 1, 1, 1.2, 1.6, 1.6, 2}) {
            servers.add(new ServerSpec(4, speed, true));
        }
        Scenario scenario = new ScenarioBuilder(Theme.UNEQUAL.file(), 6, servers)
                .demand(NARROW)
                .load(0.65)
                .seconds(3, 18)
                .build();
        return new Case(Theme.UNEQUAL, "speeds 0.4 to 2", scenario, 0, 18);
    }

    private static Case blackHole() {
        Scenario scenario = few(Theme.BLACK_HOLE)
                .demand(NARROW)
                .load(0.5)
                .seconds(5, 30)
                .failing(5, 0, 1, 4)
                .build();
        return new Case(
                Theme.BLACK_HOLE, "server 0 fails all calls from 5 s, 4 times faster than answers", scenario, 5, 30);
    }

    private static Case blackHoleMany() {
        Scenario scenario = crowd(Theme.BLACK_HOLE_MANY)
                .demand(BIMODAL)
                .load(0.7)
                .seconds(5, 35)
                .failing(5, 0, 1, 20)
                .build();
        return new Case(
                Theme.BLACK_HOLE_MANY,
                "server 0 fails all calls from 5 s, 20 times faster than answers",
                scenario,
                5,
                35);
    }

    private static Case rolling() {
        Scenario scenario = few(Theme.ROLLING)
                .demand(NARROW)
                .load(0.5)
                .seconds(5, 60)
                .rolling(5, 6, 3, new WarmUp(0.25, ScenarioBuilder.nanos(8)))
                .build();
        return new Case(
                Theme.ROLLING,
                "one is replaced every 6 s, away for 3 s, back at 25 % of its speed, warm after 8 s",
                scenario,
                0,
                60);
    }

    private static Case many() {
        Scenario scenario =
                crowd(Theme.MANY).demand(NARROW).load(0.85).seconds(3, 13).build();
        return new Case(Theme.MANY, "nothing happens", scenario, 0, 13);
    }

    private static Case antagonists() {
        Scenario scenario = crowd(Theme.ANTAGONISTS)
                .demand(BIMODAL)
                .load(0.5)
                .seconds(5, 35)
                .antagonists(2, 15, 3, 0.25, 1.5)
                .build();
        return new Case(Theme.ANTAGONISTS, "each server turns 4 times slower for 1.5 s now and then", scenario, 0, 35);
    }

    private static Case idle() {
        Scenario scenario =
                few(Theme.IDLE).demand(BIMODAL).load(0.08).seconds(5, 95).build();
        return new Case(Theme.IDLE, "nothing happens", scenario, 0, 95);
    }

    private static Case recovery() {
        Scenario scenario = few(Theme.RECOVERY)
                .demand(NARROW)
                .load(0.5)
                .seconds(5, 60)
                .speed(5, 0, 0.2)
                .speed(20, 0, 1)
                .build();
        return new Case(Theme.RECOVERY, "server 0 is 5 times slower from 5 to 20 s", scenario, 5, 20);
    }

    private static Case pause() {
        Scenario scenario = few(Theme.PAUSE)
                .demand(BIMODAL)
                .load(0.2)
                .seconds(5, 40)
                .pause(5, 0, 0.5)
                .build();
        return new Case(Theme.PAUSE, "server 0 answers nothing for 0.5 s", scenario, 5, 5.5);
    }

    private static Case afterFailing() {
        Scenario scenario = few(Theme.AFTER_FAILING)
                .demand(BIMODAL)
                .load(0.5)
                .seconds(5, 58)
                .failing(5, 0, 1, 4)
                .failing(13, 0, 0, 1)
                .build();
        return new Case(
                Theme.AFTER_FAILING,
                "server 0 fails all calls from 5 to 13 s, 4 times faster than answers",
                scenario,
                5,
                13);
    }

    private static ScenarioBuilder few(Theme theme) {
        return ScenarioBuilder.of(theme.file(), 12, 8, 8).rttNanos(1_000_000);
    }

    private static ScenarioBuilder crowd(Theme theme) {
        return ScenarioBuilder.of(theme.file(), 80, MANY_SERVERS, 8).rttNanos(300_000);
    }
}
