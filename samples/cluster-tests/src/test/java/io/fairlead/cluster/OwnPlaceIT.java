package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pod that is told its node and not its zone, on a cluster of three zones. */
@Tag("cluster")
final class OwnPlaceIT {
    @Test
    void theZoneIsReadFromTheNodeWhereThatIsAllowedAndHintsFollowIt() {
        try (Space space = Space.create("place")) {
            String near = "near." + space.name() + ":http";
            String any = "any." + space.name() + ":http";
            space.apply(Manifests.account("client", space.name(), "endpointslices"));
            space.apply(service("near", ", trafficDistribution: PreferSameZone"));
            space.apply(service("any", ""));
            space.apply(Manifests.sleepers("web", 6));
            space.awaitRollout("deployment/web");

            Map<String, Explained> denied = explained(space, "denied", near, any);
            assertThat(denied.get(near).calledFrom())
                    .startsWith("node-1 in an unknown zone (the API server does not let it get the node (HTTP 403");
            Set<String> all = denied.get(any).used();
            assertThat(all).hasSize(6);
            assertThat(denied.get(near).used()).isEqualTo(all);

            space.apply(Manifests.mayGetNodes("client", space.name()));
            Map<String, Explained> allowed = explained(space, "allowed", near, any);
            assertThat(allowed.get(near).calledFrom()).isEqualTo("node-1 in zone-a, as its Node says");
            assertThat(allowed.get(any).used()).isEqualTo(all);
            assertThat(allowed.get(near).used())
                    .hasSize(2)
                    .isEqualTo(ofKubeProxy(space.json("get", "service", "near")
                            .at("/spec/clusterIP")
                            .asString()));
        } finally {
            Lab.kubectl("delete", "clusterrole,clusterrolebinding", "-l", "fairlead=place");
        }
    }

    // Once it knew nothing of a port that had been there for long; why is not known.
    private static Set<String> ofKubeProxy(String clusterIp) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> KubeProxy.now().endpoints(clusterIp, "tcp", 80), Optional::isPresent)
                .orElseThrow();
    }

    // The Node is asked for beside the Service, and its answer may come after what is explained.
    private static Map<String, Explained> explained(Space space, String name, String near, String any) {
        AtomicInteger tries = new AtomicInteger();
        return await().atMost(Duration.ofSeconds(40))
                .until(
                        () -> Explained.fromNode1WithoutZone(
                                space, name + tries.incrementAndGet(), "client", List.of(near, any)),
                        told -> !told.get(near).calledFrom().endsWith("unknown zone"));
    }

    private static String service(String name, String more) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: %s}
            spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]%s}
            """.formatted(name, more);
    }
}
