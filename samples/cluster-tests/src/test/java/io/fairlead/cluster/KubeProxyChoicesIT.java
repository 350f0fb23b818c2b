package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A client on node-1 chooses as that node's kube-proxy does, for real hints and traffic policies, while pods come and go. */
@Tag("cluster")
final class KubeProxyChoicesIT {
    private static final List<String> SERVICES =
            List.of("any", "same-zone", "same-node", "local", "sticky", "local-same-zone");
    // What the slices' controller, kube-proxy and the pods' own stop take after a change.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private int compared;
    private int restricted;

    @Test
    void aPodOnNode1ChoosesAsKubeProxyDoes() {
        try (Space space = Space.create("choices")) {
            space.apply(Manifests.account("client", space.name(), "endpointslices"));
            space.apply(service("any", ""));
            space.apply(service("same-zone", "trafficDistribution: PreferSameZone"));
            space.apply(service("same-node", "trafficDistribution: PreferSameNode"));
            space.apply(service("local", "internalTrafficPolicy: Local"));
            space.apply(service("sticky", "sessionAffinity: ClientIP"));
            space.apply(
                    service("local-same-zone", "internalTrafficPolicy: Local, trafficDistribution: PreferSameZone"));
            space.apply(Manifests.sleepers("web", 6));
            space.awaitRollout("deployment/web");
            compare(space, "six");
            for (int replicas : List.of(3, 1, 7)) {
                space.scale("web", replicas);
                compare(space, "scaled-to-" + replicas);
            }
            // None is left on node-1: Local has nothing, and hints name other nodes.
            Lab.kubectl("cordon", "node-1");
            try {
                space.kubectl("delete", "pods", "-l", "app=web", "--field-selector", "spec.nodeName=node-1");
                space.scale("web", 4);
                compare(space, "not-on-node-1");
            } finally {
                Lab.kubectl("uncordon", "node-1");
            }
            System.out.println("kube-proxy · " + compared + " choices compared, " + restricted
                    + " of them with fewer endpoints than there are");
            assertThat(restricted).isGreaterThanOrEqualTo(10);
        }
    }

    private void compare(Space space, String step) {
        Lab.letPass(SETTLED);
        List<String> refs = SERVICES.stream().flatMap(name -> refs(space, name)).toList();
        Map<String, Explained> explained = Explained.fromNode1(space, step, "client", refs);
        KubeProxy proxy = KubeProxy.now();
        for (JsonNode service : space.json("get", "services").path("items")) {
            String name = service.at("/metadata/name").asString();
            String ip = service.at("/spec/clusterIP").asString();
            Set<String> all =
                    explained.get(refs(space, "any").findFirst().orElseThrow()).used();
            compare(step, explained.get(name + "." + space.name() + ":http"), proxy, ip, "tcp", 80, all.size());
            compare(step, explained.get(name + "." + space.name() + ":dns"), proxy, ip, "udp", 53, all.size());
        }
    }

    private void compare(
            String step, Explained explained, KubeProxy proxy, String ip, String protocol, int port, int all) {
        Set<String> expected = proxy.endpoints(ip, protocol, port)
                .orElseThrow(() -> new AssertionError(step + ": kube-proxy does not know " + explained.json()));
        assertThat(explained.used()).as("%s: %s", step, explained.json()).isEqualTo(expected);
        compared++;
        restricted += expected.size() < all ? 1 : 0;
    }

    private static Stream<String> refs(Space space, String service) {
        return Stream.of("http", "dns").map(port -> service + "." + space.name() + ":" + port);
    }

    private static String service(String name, String more) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: %s}
            spec:
              {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}, {name: dns, port: 53, protocol: UDP, targetPort: 5353}]%s}
            """.formatted(name, more.isEmpty() ? "" : ", " + more);
    }
}
