package io.fairlead.kubernetes;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/** Reads {@code v1} Nodes. */
final class NodeReader extends ObjectReader<NodeFacts> {
    static final String ZONE_LABEL = "topology.kubernetes.io/zone";

    private final List<String> externalIps = new ArrayList<>();
    private final List<String> internalIps = new ArrayList<>();
    private String zone = "";
    private boolean ready;

    @Override
    void field(JsonParser json, String field) {
        if (field.equals("status")) {
            Json.fields(json, this::status);
        } else {
            json.skipChildren();
        }
    }

    @Override
    void label(String key, String value) {
        if (key.equals(ZONE_LABEL)) {
            zone = value;
        }
    }

    @Override
    NodeFacts object() {
        return new NodeFacts(id(), ready, zone, externalIps, internalIps);
    }

    private void status(JsonParser json, String field) {
        switch (field) {
            case "conditions" -> Json.elements(json, this::condition);
            case "addresses" -> Json.elements(json, this::address);
            default -> json.skipChildren();
        }
    }

    private void condition(JsonParser json) {
        String[] pair = pair(json, "status");
        ready |= pair[0].equals("Ready") && pair[1].equals("True");
    }

    private void address(JsonParser json) {
        String[] pair = pair(json, "address");
        if (pair[0].equals("ExternalIP")) {
            externalIps.add(pair[1]);
        } else if (pair[0].equals("InternalIP")) {
            internalIps.add(pair[1]);
        }
    }

    /** An object's type, and another field of it. */
    private static String[] pair(JsonParser json, String other) {
        String[] values = {"", ""};
        Json.fields(json, (parser, field) -> {
            if (field.equals("type")) {
                values[0] = Json.text(parser);
            } else if (field.equals(other)) {
                values[1] = Json.text(parser);
            } else {
                parser.skipChildren();
            }
        });
        return values;
    }
}
