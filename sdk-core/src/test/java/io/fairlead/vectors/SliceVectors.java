package io.fairlead.vectors;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.internal.IpText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads slices by the rules of the vectors' README, in the plainest way: a second opinion beside what ships. */
public final class SliceVectors implements ServicePortVectors {
    @Override
    public Map<String, EndpointSnapshot> snapshots(JsonNode service, Collection<JsonNode> slices) {
        JsonNode spec = service.path("spec");
        Map<String, EndpointSnapshot> snapshots = new LinkedHashMap<>();
        String clusterIp = text(spec, "clusterIP");
        if (clusterIp.isEmpty()
                || clusterIp.equals("None")
                || text(spec, "type").equals("ExternalName")) {
            return snapshots;
        }
        List<JsonNode> own =
                slices.stream().filter(slice -> belongs(slice, service)).toList();
        for (JsonNode port : spec.path("ports")) {
            snapshots.put(text(port, "name") + "/" + protocol(port), snapshot(service, port, own));
        }
        return snapshots;
    }

    private static EndpointSnapshot snapshot(JsonNode service, JsonNode port, List<JsonNode> slices) {
        JsonNode spec = service.path("spec");
        List<IpFamily> families = new ArrayList<>();
        spec.path("ipFamilies").forEach(family -> families.add(family(family.asString())));
        // The name of a Service in the vectors may be one that no reference can have; nothing here depends on it.
        return new EndpointSnapshot(
                ServiceRef.of("vector", text(service.path("metadata"), "namespace"))
                        .withPort(PortRef.tcp(port.path("port").asInt())),
                "vectors",
                text(spec, "internalTrafficPolicy").equals("Local") ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER,
                families,
                slices.stream()
                        .flatMap(slice -> endpoints(slice, port).stream())
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    private static boolean belongs(JsonNode slice, JsonNode service) {
        JsonNode metadata = slice.path("metadata");
        String owner = text(metadata.path("labels"), "kubernetes.io/service-name");
        return owner.equals(text(service.path("metadata"), "name"))
                && text(metadata, "namespace").equals(text(service.path("metadata"), "namespace"))
                && !text(slice, "addressType").equals("FQDN");
    }

    private static List<Endpoint> endpoints(JsonNode slice, JsonNode servicePort) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode port : slice.path("ports")) {
            boolean named = port.hasNonNull("name");
            int number = port.path("port").asInt(0);
            if (named
                    && number > 0
                    && text(port, "name").equals(text(servicePort, "name"))
                    && protocol(port).equals(protocol(servicePort))) {
                slice.path("endpoints").forEach(endpoint -> endpoint(endpoint, number)
                        .filter(read -> read.family() == family(text(slice, "addressType")))
                        .ifPresent(endpoints::add));
            }
        }
        return endpoints;
    }

    private static Optional<Endpoint> endpoint(JsonNode json, int port) {
        JsonNode conditions = json.path("conditions");
        return IpText.canonical(json.path("addresses").path(0).asString(""))
                .map(address -> Endpoint.builder(address, port)
                        .pod(new Pod(text(json.path("targetRef"), "name"), text(json.path("targetRef"), "uid")))
                        .location(new Location(text(json, "nodeName"), text(json, "zone")))
                        .conditions(new Conditions(
                                conditions.path("ready").asBoolean(true),
                                conditions.path("serving").asBoolean(true),
                                conditions.path("terminating").asBoolean(false)))
                        .hints(new Hints(
                                names(json.path("hints").path("forZones")),
                                names(json.path("hints").path("forNodes"))))
                        .build());
    }

    private static Set<String> names(JsonNode hints) {
        return hints.valueStream().map(hint -> text(hint, "name")).collect(Collectors.toSet());
    }

    private static IpFamily family(String text) {
        return IpFamily.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static String protocol(JsonNode port) {
        return port.path("protocol").asString("TCP");
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asString("");
    }
}
