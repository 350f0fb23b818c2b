package io.fairlead.simulation;

import io.fairlead.simulation.FleetEvent.WarmUp;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The scenarios of the study that the default policy came from, with shorter times before and after what happens: log-normal
 * demand of 5 ms and sigma 1, servers of 4 slots.
 */
final class StudySuite {
    private static final int SLOTS = 4;
    private static final int SERVERS = 10;
    private static final int CLIENTS = 10;
    private static final int MANY_SERVERS = 20;
    private static final int MANY_CLIENTS = 100;

    private StudySuite() {}

    static Suite suite() {
        return Suite.of(
                "study",
                List.of(1L, 2L, 3L, 4L, 5L),
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
        Scenario scenario = few(Theme.SLOW).seconds(5, 25).speed(5, 0, 0.1).build();
        return new Case(Theme.SLOW, "server 0 turns 10 times slower at 5 s", scenario, 5, 25);
    }

    private static Case unequal() {
        List<ServerSpec> servers = DoubleStream.iterate(0.5, speed -> speed + 1.0 / (SERVERS - 1))
                .limit(SERVERS)
                .mapToObj(speed -> new ServerSpec(SLOTS, speed, true))
                .toList();
        Scenario scenario = new ScenarioBuilder(Theme.UNEQUAL.file(), CLIENTS, servers)
                .seconds(3, 15)
                .build();
        return new Case(Theme.UNEQUAL, "speeds 0.5 to 1.5", scenario, 0, 15);
    }

    private static Case blackHole() {
        Scenario scenario =
                few(Theme.BLACK_HOLE).seconds(5, 25).failing(5, 0, 1, 10).build();
        return new Case(
                Theme.BLACK_HOLE, "server 0 fails all calls from 5 s, 10 times faster than answers", scenario, 5, 25);
    }

    private static Case blackHoleMany() {
        Scenario scenario =
                crowd(Theme.BLACK_HOLE_MANY).seconds(5, 35).failing(5, 0, 1, 10).build();
        return new Case(
                Theme.BLACK_HOLE_MANY,
                "server 0 fails all calls from 5 s, 10 times faster than answers",
                scenario,
                5,
                35);
    }

    private static Case rolling() {
        Scenario scenario = few(Theme.ROLLING)
                .load(0.55)
                .seconds(5, 45)
                .rolling(5, 3, 2, new WarmUp(0.15, ScenarioBuilder.nanos(10)))
                .build();
        return new Case(
                Theme.ROLLING,
                "one is replaced every 3 s, away for 2 s, back at 15 % of its speed, warm after 10 s",
                scenario,
                0,
                45);
    }

    private static Case many() {
        Scenario scenario = crowd(Theme.MANY).load(0.8).seconds(2, 9).build();
        return new Case(Theme.MANY, "nothing happens", scenario, 0, 9);
    }

    private static Case antagonists() {
        Scenario scenario = crowd(Theme.ANTAGONISTS)
                .seconds(3, 15)
                .antagonists(1, 20, 2, 1.0 / 3, 2)
                .build();
        return new Case(Theme.ANTAGONISTS, "each server turns 3 times slower for 2 s now and then", scenario, 0, 15);
    }

    private static Case idle() {
        Scenario scenario = few(Theme.IDLE).load(0.05).seconds(3, 43).build();
        return new Case(Theme.IDLE, "nothing happens", scenario, 0, 43);
    }

    private static Case recovery() {
        Scenario scenario = few(Theme.RECOVERY)
                .seconds(3, 43)
                .speed(3, 0, 0.1)
                .speed(11, 0, 1)
                .build();
        return new Case(Theme.RECOVERY, "server 0 is 10 times slower from 3 to 11 s", scenario, 3, 11);
    }

    private static Case pause() {
        Scenario scenario = ScenarioBuilder.of(Theme.PAUSE.file(), 2, 6, SLOTS)
                .load(0.1)
                .seconds(3, 43)
                .pause(3, 0, 0.2)
                .build();
        return new Case(Theme.PAUSE, "server 0 answers nothing for 0.2 s", scenario, 3, 3.2);
    }

    private static Case afterFailing() {
        Scenario scenario = few(Theme.AFTER_FAILING)
                .seconds(3, 50)
                .failing(3, 0, 1, 10)
                .failing(13, 0, 0, 1)
                .build();
        return new Case(
                Theme.AFTER_FAILING,
                "server 0 fails all calls from 3 to 13 s, 10 times faster than answers",
                scenario,
                3,
                13);
    }

    private static ScenarioBuilder few(Theme theme) {
        return ScenarioBuilder.of(theme.file(), CLIENTS, SERVERS, SLOTS);
    }

    private static ScenarioBuilder crowd(Theme theme) {
        return ScenarioBuilder.of(theme.file(), MANY_CLIENTS, MANY_SERVERS, SLOTS);
    }
}
