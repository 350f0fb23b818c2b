package io.fairlead.kubernetes;

import tools.jackson.core.JsonParser;

/** Objects of the API from their JSON text. */
final class Parsed {
    /** What a watch maps by, without exceptions. */
    static final EndpointMapping.Rules RULES = rules(KubernetesOptions.builder());

    private Parsed() {}

    /** The same by these options, in the cluster. */
    static EndpointMapping.Rules rules(KubernetesOptions.Builder options) {
        return new EndpointMapping.Rules("watch", options.build(), false);
    }

    static NodeFacts node(String json) {
        return read(json, new NodeReader());
    }

    static Slice slice(String json) {
        return read(json, new SliceReader(new Shared()));
    }

    static LegacyEndpoints endpoints(String json) {
        return read(json, new EndpointsReader(new Shared()));
    }

    static ServiceFacts service(String json) {
        return read(json, new ServiceReader());
    }

    private static <T extends ApiObject> T read(String text, ObjectReader<T> reader) {
        try (JsonParser json = Json.parser(text)) {
            json.nextToken();
            return reader.read(json).object();
        }
    }
}
