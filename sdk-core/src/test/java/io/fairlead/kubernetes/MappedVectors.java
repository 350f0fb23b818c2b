package io.fairlead.kubernetes;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors' objects as the watch reads and maps them: the path that ships, from the wire on. */
public final class MappedVectors {
    private static final JsonMapper JSON = new JsonMapper();

    private MappedVectors() {}

    /**
     * One snapshot for each port of the Service, by port name and protocol such as {@code http/TCP}; none if kube-proxy does
     * not handle the Service.
     *
     * @param service a {@code v1} Service
     * @param slices {@code discovery.k8s.io/v1} EndpointSlices, in any order, some of them perhaps not the Service's
     */
    public static Map<String, EndpointSnapshot> snapshots(JsonNode service, Collection<JsonNode> slices) {
        Map<String, EndpointSnapshot> snapshots = new LinkedHashMap<>();
        ServiceFacts facts = read(service, new ServiceReader());
        if (facts.policy() == TrafficPolicy.HEADLESS || !facts.externalName().isEmpty()) {
            return snapshots;
        }
        List<Slice> read = slices.stream()
                .map(slice -> read(slice, new SliceReader(new Shared())))
                .toList();
        ServiceRef ref = ServiceRef.of(facts.id().name(), facts.id().namespace());
        for (ServiceFacts.Port port : facts.ports()) {
            ServiceRef asked = ref.withPort(new PortRef.Numbered(port.number(), port.protocol()));
            Resolution answer = EndpointMapping.resolve(asked, Optional.of(facts), read, Parsed.RULES)
                    .resolution();
            snapshots.put(port.name() + "/" + port.protocol(), ((Resolution.Resolved) answer).snapshot());
        }
        return snapshots;
    }

    private static <T extends ApiObject> T read(JsonNode json, ObjectReader<T> reader) {
        try (JsonParser parser = JSON.createParser(json.toString())) {
            parser.nextToken();
            return reader.read(parser).object();
        }
    }
}
