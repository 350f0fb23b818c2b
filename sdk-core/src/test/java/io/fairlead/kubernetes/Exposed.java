package io.fairlead.kubernetes;

import io.fairlead.testkit.ServiceManifest;
import tools.jackson.databind.node.ObjectNode;

/** Services that can be reached from outside: orders in shop, with the ports http (80, 30080 at nodes) and dns (53/UDP, 30053). */
final class Exposed {
    private Exposed() {}

    static ServiceManifest ofType(String type) {
        ServiceManifest service = ServiceManifest.named("orders")
                .namespace("shop")
                .clusterIp("10.96.0.7")
                .port("http", 80)
                .port("dns", 53, 5353, "UDP");
        return service.with(json -> {
            ObjectNode spec = json.withObject("spec").put("type", type);
            if (!type.equals("ClusterIP")) {
                ((ObjectNode) spec.at("/ports/0")).put("nodePort", 30080);
                ((ObjectNode) spec.at("/ports/1")).put("nodePort", 30053);
            }
        });
    }

    /** Whose nodes take calls for pods of their own only. */
    static ServiceManifest local(ServiceManifest service) {
        return service.with(json -> json.withObject("spec").put("externalTrafficPolicy", "Local"));
    }

    /** With one more entry of its load balancer's status, by {@code ip} or {@code hostname}. */
    static ServiceManifest ingress(ServiceManifest service, String field, String address) {
        return service.with(json -> json.withObjectProperty("status")
                .withObjectProperty("loadBalancer")
                .withArrayProperty("ingress")
                .addObject()
                .put(field, address));
    }
}
