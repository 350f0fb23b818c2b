package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Services that the API tells of by a name, which a pod looks up at the cluster's DNS: ExternalName, and load balancers by hostname. */
@Tag("cluster")
final class NamesAsEndpointsIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    private static Orders orders;

    @BeforeAll
    static void deploy() {
        orders = Orders.deploy("names", 2);
        try {
            orders.apply(Manifests.names(orders.namespace));
            orders.setIngress("lb", "{\"hostname\":\"" + host("orders") + "\"}");
        } catch (RuntimeException e) {
            orders.close();
            throw e;
        }
    }

    @AfterAll
    static void end() {
        orders.close();
    }

    @Test
    void anExternalNameThatIsChangedIsFollowedWithoutAFailedCall() {
        ClientRun client = ClientRun.start(
                orders,
                "ext",
                Manifests::client,
                "http://ext." + orders.namespace + "/",
                Duration.ofSeconds(12),
                List.of());
        client.awaitLoad();
        assertThat(client.log()).contains(virtualIp("orders")).doesNotContain(virtualIp("second"));

        orders.kubectl("patch", "service", "ext", "-p", "{\"spec\":{\"externalName\":\"" + host("second") + "\"}}");
        await().atMost(SOON).until(() -> client.log().contains(virtualIp("second")));

        CallReport report = client.report();
        System.out.println("proof external name · " + report);
        assertThat(report.failed()).isZero();
        assertThat(report.failedOpen()).isZero();
        assertThat(report.endpoints()).containsOnlyKeys(virtualIp("orders") + ":80", virtualIp("second") + ":80");
    }

    @Test
    void tlsExpectsTheTargetsName() {
        // The API server's certificate has this name, and not the Service's.
        CallReport report = call("tls", "https://api." + orders.namespace + "/version", "--ca", authority());

        assertThat(report.errors()).isEmpty();
        assertThat(report.requests()).isPositive();
        assertThat(report.endpoints()).containsOnlyKeys("10.96.0.1:443");
    }

    @Test
    void aLoadBalancerWithAHostnameIsCalledByItsAddresses() {
        CallReport report = call("lb", "http://lb." + orders.namespace + "/", "--reach", "load-balancer");

        assertThat(report.errors()).isEmpty();
        assertThat(report.requests()).isPositive();
        assertThat(report.endpoints()).containsOnlyKeys(virtualIp("orders") + ":80");
    }

    private static CallReport call(String name, String target, String... options) {
        Path file = Cli.file(orders.namespace + "-" + name);
        List<String> args = Stream.concat(Stream.of("call", target, "--strict", "--duration", "3s"), Stream.of(options))
                .toList();
        orders.apply(Manifests.client(name, Cli.arguments(file, args)));
        await().atMost(SOON).until(() -> List.of("Succeeded", "Failed")
                .contains(orders.json("get", "pod", name).at("/status/phase").asString("")));
        System.out.println(orders.kubectl("logs", name));
        return CallReport.read(file);
    }

    private static String authority() {
        return LocalWatch.kubeconfig()
                .resolveSibling("pki")
                .resolve("trusted.crt")
                .toString();
    }

    private static String host(String service) {
        return service + "." + orders.namespace + ".svc.cluster.local";
    }

    private static String virtualIp(String service) {
        return orders.json("get", "service", service).at("/spec/clusterIP").asString();
    }
}
