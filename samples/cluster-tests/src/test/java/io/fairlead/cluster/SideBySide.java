package io.fairlead.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All contenders, each a pod of its own, call the same pods at the same time with the same load, while things happen. What a
 * scenario's calls were is read from each client's log once all have ended.
 */
final class SideBySide {
    static final int REPLICAS = 6;

    /** What a call takes, as the pods are deployed. */
    private static final String USUAL = "latency=5ms";

    private static final String TEN_TIMES_SLOWER = "latency=50ms";
    /** Pods that go away serve for 4 s, and connections end a second later. */
    private static final Duration AFTERMATH = Duration.ofSeconds(6);

    private final Orders orders;
    private final Load load;
    private final Map<Contender, ClientRun> clients = new LinkedHashMap<>();
    private final List<Scenario> scenarios = new ArrayList<>();

    /**
     * The same for all.
     *
     * @param name of the run, a part of the pods' names
     * @param longest for how long, should nothing end it
     * @param options of {@code fairlead call}
     */
    record Load(String name, Duration longest, List<String> options) {}

    /**
     * What happened and when.
     *
     * @param pods those that were there all the time; none where they changed
     */
    record Scenario(String name, Instant from, Instant to, List<Orders.Pod> pods) {}

    /** When a cut ended, and the pods that were new then. */
    record Cut(Scenario scenario, Instant end, List<Orders.Pod> fresh) {}

    /** A time that began without pods, and those that came. */
    record Refill(Scenario scenario, List<Orders.Pod> fresh) {}

    /** What there is to do while clients are loaded. */
    interface Happening {
        void run();
    }

    private SideBySide(Orders orders, Load load) {
        this.orders = orders;
        this.load = load;
    }

    /** Returns once all have calls running. They are started in that order, one after the other, or none gets its start in time. */
    static SideBySide start(Orders orders, Load load, List<Contender> order) {
        SideBySide run = new SideBySide(orders, load);
        for (Contender contender : order) {
            ClientRun client = contender.start(orders, load);
            run.clients.put(contender, client);
            client.awaitLines(2);
        }
        return run;
    }

    /** Nothing happens. */
    Scenario quiet(Duration lasting) {
        return during("quiet", orders.pods(), lasting, () -> {});
    }

    /** One pod answers ten times slower. */
    Scenario slowPod(Duration lasting) {
        List<Orders.Pod> pods = orders.pods();
        Orders.Pod slow = pods.get(0);
        Scenario scenario = during("one pod slow", pods, lasting, () -> slow.control(TEN_TIMES_SLOWER));
        slow.control(USUAL);
        return scenario;
    }

    /** Every pod is replaced. */
    Scenario rollingRestart(Duration lasting) {
        return during("rolling restart", List.of(), lasting, orders::rollingRestart);
    }

    /** Two pods get a SIGKILL, some seconds apart. */
    Scenario kills(Duration apart, Duration lasting) {
        List<Orders.Pod> pods = orders.pods();
        return during("two kills", List.of(), lasting, () -> {
            orders.kill(pods.get(0));
            Lab.letPass(apart);
            orders.kill(pods.get(1));
        });
    }

    /** The clients are cut from the API server, and two pods are replaced meanwhile. */
    Cut cut(Duration cut, Duration lasting) {
        AtomicReference<List<Orders.Pod>> fresh = new AtomicReference<>(List.of());
        AtomicReference<Instant> end = new AtomicReference<>(Instant.MAX);
        Scenario scenario = during("cut from the API", List.of(), lasting, () -> {
            Instant begin = Instant.now();
            Lab.cluster("partition", "on");
            try {
                fresh.set(orders.replace(2));
                Lab.letPass(cut.minus(Duration.between(begin, Instant.now())));
            } finally {
                end.set(Instant.now());
                Lab.cluster("partition", "off");
            }
        });
        return new Cut(scenario, end.get(), fresh.get());
    }

    /** No pod is left, and then there are some again. */
    Refill refill(Duration empty) {
        orders.scale(0);
        await().atMost(Duration.ofSeconds(30)).until(() -> orders.json("get", "pods", "-l", "app=orders")
                .path("items")
                .isEmpty());
        Lab.letPass(empty);
        Scenario scenario = during("filled again", List.of(), Duration.ZERO, () -> {
            orders.scale(REPLICAS);
            orders.awaitRollout();
        });
        return new Refill(scenario, orders.pods());
    }

    /** Every pod answers every call with a failure. */
    Scenario dead(Duration lasting) {
        Scenario scenario = during("all pods failing", orders.pods(), lasting, orders::fail);
        orders.heal();
        return scenario;
    }

    /** Packets to and from one pod vanish, while it is called ready. */
    Scenario silentPod(Duration silence) {
        String silent = orders.pods().get(0).address();
        return during("one pod silent", List.of(), silence, () -> {
            try {
                Lab.cluster("blackhole", silent);
                Lab.letPass(silence);
            } finally {
                Lab.cluster("blackhole", "off");
            }
        });
    }

    /** Lasts as long as what happens and its aftermath, or longer if that is asked for. */
    Scenario during(String name, List<Orders.Pod> pods, Duration lasting, Happening happening) {
        Instant from = Instant.now();
        happening.run();
        Instant calm = Instant.now().plus(pods.isEmpty() ? AFTERMATH : Duration.ZERO);
        Instant to = from.plus(lasting).isAfter(calm) ? from.plus(lasting) : calm;
        await().pollInterval(Duration.ofMillis(100))
                .atMost(lasting.plus(AFTERMATH).plusSeconds(1))
                .until(() -> Instant.now().isAfter(to));
        Scenario scenario = new Scenario(name, from, to, pods);
        scenarios.add(scenario);
        return scenario;
    }

    /** Ends the clients. */
    Outcome end() {
        Map<Contender, CallReport> reports = new LinkedHashMap<>();
        Map<Contender, CallLog> logs = new LinkedHashMap<>();
        clients.values().forEach(ClientRun::stop);
        clients.forEach((contender, client) -> {
            reports.put(contender, client.stopped());
            logs.put(contender, CallLog.read(contender.log(orders, load)));
        });
        return new Outcome(reports, logs, List.copyOf(scenarios));
    }

    /** What became of it all. */
    record Outcome(Map<Contender, CallReport> reports, Map<Contender, CallLog> logs, List<Scenario> scenarios) {
        Figures figures(Scenario scenario, Contender contender) {
            return Figures.of(
                    scenario.name(),
                    contender,
                    logs.get(contender).in(scenario.from(), scenario.to()),
                    scenario.pods().stream().map(contender::endpoint).toList());
        }

        /** Of each scenario, the contenders one below the other. */
        List<Figures> figures() {
            return scenarios.stream()
                    .flatMap(scenario ->
                            Arrays.stream(Contender.values()).map(contender -> figures(scenario, contender)))
                    .toList();
        }
    }
}
