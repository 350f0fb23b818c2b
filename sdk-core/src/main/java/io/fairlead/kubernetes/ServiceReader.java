package io.fairlead.kubernetes;

import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.TrafficPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;

/** Reads {@code v1} Services. */
final class ServiceReader extends ObjectReader<ServiceFacts> {
    // What the API server fills in for Services that say nothing.
    private static final int DEFAULT_AFFINITY_SECONDS = 10_800;

    private final List<IpFamily> families = new ArrayList<>();
    private final List<ServiceFacts.Port> ports = new ArrayList<>();
    private String type = "";
    private final List<String> clusterIps = new ArrayList<>();
    private final List<External.Ingress> ingress = new ArrayList<>();
    private String clusterIp = "";
    private String externalTrafficPolicy = "";
    private String externalName = "";
    private String internalTrafficPolicy = "";
    private String affinity = "";
    private int affinitySeconds = DEFAULT_AFFINITY_SECONDS;
    private Weights weights = Weights.NONE;

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "spec" -> Json.fields(json, this::spec);
            case "status" -> Json.fields(json, this::status);
            default -> json.skipChildren();
        }
    }

    @Override
    void annotation(String key, String value) {
        if (key.equals(Weights.OF_SERVICE)) {
            weights = Weights.ofService(value);
        }
    }

    @Override
    ServiceFacts object() {
        return new ServiceFacts(
                id(),
                policy(),
                families,
                virtualIps(),
                type.equals("ExternalName") ? externalName : "",
                ports,
                sessionAffinity(),
                weights,
                new External(type, externalTrafficPolicy.equals("Local"), ingress));
    }

    private void spec(JsonParser json, String field) {
        switch (field) {
            case "type" -> type = Json.text(json);
            case "clusterIP" -> clusterIp = Json.text(json);
            case "clusterIPs" -> Json.elements(json, element -> clusterIps.add(Json.text(element)));
            case "externalTrafficPolicy" -> externalTrafficPolicy = Json.text(json);
            case "externalName" -> externalName = Json.text(json);
            case "internalTrafficPolicy" -> internalTrafficPolicy = Json.text(json);
            case "sessionAffinity" -> affinity = Json.text(json);
            case "sessionAffinityConfig" -> Json.fields(json, this::affinityConfig);
            case "ipFamilies" -> Json.elements(json, this::family);
            case "ports" -> Json.elements(json, this::port);
            default -> json.skipChildren();
        }
    }

    private void status(JsonParser json, String field) {
        if (field.equals("loadBalancer")) {
            Json.fields(json, (parser, name) -> {
                if (name.equals("ingress")) {
                    Json.elements(parser, element -> IngressReader.read(element).ifPresent(ingress::add));
                } else {
                    parser.skipChildren();
                }
            });
        } else {
            json.skipChildren();
        }
    }

    // The first of several is the one that old clients know as the only one.
    private List<String> virtualIps() {
        if (clusterIp.equals("None") || clusterIp.isEmpty()) {
            return List.of();
        }
        return Stream.concat(Stream.of(clusterIp), clusterIps.stream())
                .filter(ip -> !ip.isEmpty())
                .distinct()
                .toList();
    }

    private void affinityConfig(JsonParser json, String field) {
        if (field.equals("clientIP")) {
            Json.fields(json, (parser, name) -> {
                if (name.equals("timeoutSeconds")) {
                    affinitySeconds = Json.integer(parser);
                } else {
                    parser.skipChildren();
                }
            });
        } else {
            json.skipChildren();
        }
    }

    private Optional<Duration> sessionAffinity() {
        return affinity.equals("ClientIP")
                ? Optional.of(Duration.ofSeconds(affinitySeconds > 0 ? affinitySeconds : DEFAULT_AFFINITY_SECONDS))
                : Optional.empty();
    }

    private void family(JsonParser json) {
        switch (Json.text(json)) {
            case "IPv4" -> families.add(IpFamily.IPV4);
            case "IPv6" -> families.add(IpFamily.IPV6);
            default -> {
                // A family that is not known here has no endpoints here either.
            }
        }
    }

    private void port(JsonParser json) {
        PortReader port = new PortReader();
        Json.fields(json, port::field);
        port.toServicePort().ifPresent(ports::add);
    }

    // kube-proxy leaves Services without a virtual IP alone; what finds their endpoints is DNS, and so are its rules.
    private TrafficPolicy policy() {
        if (clusterIp.equals("None") || clusterIp.isEmpty()) {
            return TrafficPolicy.HEADLESS;
        }
        return internalTrafficPolicy.equals("Local") ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER;
    }
}
