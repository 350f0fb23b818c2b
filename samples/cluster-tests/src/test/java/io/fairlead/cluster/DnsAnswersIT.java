package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What pods without access to the API hear of each kind of Service from the cluster's DNS, also when that is stopped or hangs. */
@Tag("cluster")
final class DnsAnswersIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String KEPT = "keeps its last answer";

    @Test
    void everyKindOfServiceIsFoundAndKept() {
        try (Orders orders = Orders.deploy("dns-kinds", 2)) {
            orders.apply(Manifests.headlessOrders());
            orders.apply(Manifests.databaseAndAliases(orders.namespace));
            orders.kubectl("rollout", "status", "statefulset/db", "--timeout=60s");
            String virtualIp = virtualIp(orders);
            Watching service = Watching.start(orders, "service", "orders." + orders.namespace + ":http");
            Watching headless = Watching.start(orders, "headless", "pods." + orders.namespace + ":http");
            Watching pod = Watching.start(orders, "pod", "db-0.db." + orders.namespace + ".svc:http");
            Watching external = Watching.start(orders, "external", "ext." + orders.namespace + ":80");

            service.awaits(virtualIp + ":80");
            orders.pods().forEach(each -> headless.awaits(each.address() + ":8080"));
            pod.awaits(orders.json("get", "pod", "db-0").at("/status/podIP").asString() + ":8080");
            external.awaits(virtualIp + ":80");

            silent("freeze", "thaw", headless, 1);
            silent("stop", "start", headless, 2);

            orders.kubectl("delete", "service", "orders");
            service.awaits("does not exist in namespace " + orders.namespace);
            orders.apply(Manifests.orders(orders.namespace, 2, 3));
            service.awaits(virtualIp(orders) + ":80");
        }
    }

    private static void silent(String fault, String end, Watching watching, int times) {
        Lab.cluster(fault, "dns");
        try {
            watching.awaits(KEPT, times);
        } finally {
            Lab.cluster(end, "dns");
        }
        watching.awaits("10.244.", times);
    }

    private static String virtualIp(Orders orders) {
        return orders.json("get", "service", "orders").at("/spec/clusterIP").asString();
    }

    /** A pod that runs {@code fairlead watch}. */
    private record Watching(Orders orders, String name) {
        static Watching start(Orders orders, String name, String service) {
            orders.apply(Manifests.clientWithoutApi(
                    name,
                    List.of(
                            "-Xmx128m",
                            "-Dorg.slf4j.simpleLogger.log.io.fairlead=info",
                            "-jar",
                            Lab.file("fairlead.cli").toString(),
                            "watch",
                            service)));
            return new Watching(orders, name);
        }

        void awaits(String text) {
            awaits(text, 1);
        }

        void awaits(String text, int times) {
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(IllegalStateException.class) // a pod without a log yet
                    .failFast(() -> orders.kubectl("get", "pod", name, "-o", "jsonpath={.status.phase}")
                            .equals("Failed"))
                    .untilAsserted(() -> {
                        String log = orders.kubectl("logs", name);
                        assertThat(log.split(Pattern.quote(text), -1).length - 1)
                                .as("%s in the log of %s:\n%s", text, name, log)
                                .isGreaterThanOrEqualTo(times);
                    });
        }
    }
}
