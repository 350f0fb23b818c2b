package io.fairlead.simulation;

import io.fairlead.balancer.Balancer;
import io.fairlead.feedback.EjectionConfig;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a scenario is about, and which policies are put to it: those of the goals, and some to compare with. */
enum Theme {
    /** One server turns slow. */
    SLOW("adaptive peakEwma leastRequest oracle"),
    /** Servers of different speeds. */
    UNEQUAL("adaptive peakEwma oracle"),
    /** One server fails, and faster than it would answer. */
    BLACK_HOLE("adaptive leastRequest roundRobinEjecting roundRobin"),
    /** The same, and each client knows little of it. */
    BLACK_HOLE_MANY("adaptive"),
    /** Servers are replaced one after another, and are cold at first. */
    ROLLING("adaptive oracle"),
    /** Many clients, each with few calls, and much load. */
    MANY("adaptive leastRequest roundRobin"),
    /** The same with less load, and servers that turn slow for a moment now and then. */
    ANTAGONISTS("adaptive leastRequest shortestQueue"),
    /** Hardly any load. */
    IDLE("adaptive peakEwma leastRequest roundRobin"),
    /** One server turns slow, and is well again. */
    RECOVERY("adaptive"),
    /** One server answers nothing for a moment. */
    PAUSE("adaptive peakEwma leastRequest"),
    /** One server fails, and is well again. */
    AFTER_FAILING("adaptive");

    private final String policies;

    Theme(String policies) {
        this.policies = policies;
    }

    List<Policy> policies() {
        return Stream.of(policies.split(" ")).map(Theme::policy).toList();
    }

    /** As in the names of files: {@code black-hole}. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Policy policy(String name) {
        return Stream.of(
                        ShippedPolicy.adaptive(Balancer.DEFAULT_CHOICES),
                        ShippedPolicy.leastRequest(2),
                        ShippedPolicy.roundRobin(),
                        ShippedPolicy.roundRobin().named("roundRobinEjecting").with(EjectionConfig.defaults()),
                        new PeakEwma(PeakEwma.DEFAULT_DECAY),
                        new Oracle(),
                        new ShortestQueue())
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
