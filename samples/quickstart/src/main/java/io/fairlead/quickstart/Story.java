package io.fairlead.quickstart;

import io.fairlead.Explanation;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happens to the pods, second by second, and what is told about it. */
final class Story {
    private static final int SECONDS = 24;
    private static final Duration SLOW = Duration.ofMillis(200);

    private final Supplier<Explanation> why;
    private final List<Traffic> traffics;

    /** Of some traffic, and of what the discovery has to say for one of its Services. */
    Story(Supplier<Explanation> why, Traffic... traffics) {
        this.why = why;
        this.traffics = List.of(traffics);
    }

    /** Returns whether no call failed. */
    boolean tell() throws InterruptedException {
        System.out.println(
                "Two Services of three pods each, one called over HTTP, one over gRPC; each line is a second.");
        all(pods -> List.of("a", "b", "c").forEach(pods::add));
        traffics.forEach(Traffic::warmUp);
        traffics.forEach(Traffic::start);
        for (int second = 1; second <= SECONDS; second++) {
            Thread.sleep(1000); // told in real time, a line a second
            for (Traffic traffic : traffics) {
                System.out.printf("%3d s  %s%n", second, traffic.line());
            }
            happen(second);
        }
        for (Traffic traffic : traffics) {
            traffic.end();
        }
        all(Pods::killAll);
        return summary();
    }

    private void happen(int second) {
        switch (second) {
            case 5 -> event("pod a turns slow: 200 ms in place of 20", pods -> pods.slow("a", SLOW));
            case 11 -> event("pod b is killed; Kubernetes does not know yet", pods -> pods.kill("b"));
            case 13 -> event("Kubernetes has found out", pods -> pods.forget("b"));
            case 17 -> event("pod d is added", pods -> pods.add("d"));
            case 20 -> event("pod a is not ready any more", pods -> pods.unready("a"));
            case 21 -> System.out.println("---- discovery.explain(\"stock.shop:main\")\n" + why.get());
            default -> {}
        }
    }

    private void event(String what, Consumer<Pods> change) {
        System.out.println("---- " + what);
        all(change);
    }

    private void all(Consumer<Pods> change) {
        traffics.forEach(traffic -> change.accept(traffic.pods()));
    }

    private boolean summary() {
        long calls = traffics.stream().mapToLong(Traffic::calls).sum();
        long failed = traffics.stream().mapToLong(Traffic::failed).sum();
        System.out.printf("%n%d calls, %d failed.%n", calls, failed);
        for (Traffic traffic : traffics) {
            Exception failure = traffic.firstFailure();
            if (failure != null) {
                System.out.println("The first failure: " + failure);
            }
        }
        return failed == 0;
    }
}
