package io.fairlead.testkit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees and their text. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode objectOf(String text) {
        JsonNode node = MAPPER.readTree(text);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("json: " + text + " (expected: a JSON object)");
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static String string(JsonNode node, String section, String field) {
        return node.path(section).path(field).asString("");
    }
}
