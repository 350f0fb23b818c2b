package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code fairlead diagnose} in pods that are each broken in another way. */
@Tag("cluster")
final class DiagnoseIT {
    private static final String WITH_ROLE = "serviceAccountName: client";
    private static final Duration COLD_START = Duration.ofSeconds(90);

    @Test
    void eachBrokenPodIsToldWhatToMend() {
        try (Orders orders = Orders.deploy("diagnose", 1)) {
            orders.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: empty}
                    spec: {selector: {app: nothing}, ports: [{name: http, port: 80}]}
                    """);
            String host = "orders." + orders.namespace;
            begin(orders, "well", host + ":http", WITH_ROLE);
            begin(orders, "no-token", host + ":http", "automountServiceAccountToken: false");
            begin(orders, "no-role", host + ":http", "serviceAccountName: default");
            begin(orders, "wrong-namespace", "orders.default:http", WITH_ROLE);
            begin(
                    orders,
                    "no-dns",
                    host + ":http",
                    WITH_ROLE
                            + ", dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.53], options: [{name: timeout, value: \"1\"}]}");
            begin(orders, "unknown-service", "order." + orders.namespace + ":http", WITH_ROLE);
            begin(orders, "wrong-port", host + ":https", WITH_ROLE);
            begin(orders, "empty-service", "empty." + orders.namespace + ":http", WITH_ROLE);

            assertThat(told(orders, "well")).contains("watch        ok").doesNotContain("FIX");
            assertThat(told(orders, "no-token")).contains("watch        FIX", "automountServiceAccountToken: false");
            assertThat(told(orders, "no-role"))
                    .contains("watch        FIX", "may not list", "kind: Role", "namespace: " + orders.namespace);
            assertThat(told(orders, "wrong-namespace")).contains("watch        FIX", "in namespace default");
            assertThat(told(orders, "no-dns")).contains("watch        ok", "names        FIX");
            assertThat(told(orders, "unknown-service"))
                    .contains("service      FIX", "Service order does not exist in namespace " + orders.namespace);
            assertThat(told(orders, "wrong-port"))
                    .contains("service      FIX", "has no port https", "http (80)", "grpc (9000)");
            assertThat(told(orders, "empty-service")).contains("service      FIX", "has no endpoints", "selector");
        }
    }

    private static void begin(Orders orders, String name, String service, String spec) {
        orders.apply(Manifests.pod(
                name, List.of("-Xmx128m", "-jar", Lab.file("fairlead.cli").toString(), "diagnose", service), spec));
    }

    private static String told(Orders orders, String name) {
        await().atMost(COLD_START).until(() -> List.of("Succeeded", "Failed").contains(phase(orders, name)));
        String log = orders.kubectl("logs", name);
        assertThat(phase(orders, name)).as(log).isEqualTo(log.contains(" FIX ") ? "Failed" : "Succeeded");
        return log;
    }

    private static String phase(Orders orders, String name) {
        return orders.json("get", "pod", name).path("status").path("phase").asString("Pending");
    }
}
