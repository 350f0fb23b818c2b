package io.fairlead.testkit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object of a {@link Resource} as somebody would apply it: a builder's result, JSON text, or a Jackson tree. */
@FunctionalInterface
public interface Manifest {

    /** {@return the object with {@code apiVersion}, {@code kind} and {@code metadata.name}; a copy that the caller may change} */
    ObjectNode json();

    /**
     * A manifest from JSON text.
     *
     * @param json the object as JSON text
     * @return the manifest
     * @throws IllegalArgumentException if the text is not one JSON object
     * @throws tools.jackson.core.JacksonException if the text is no JSON
     */
    static Manifest of(String json) {
        return of(Json.objectOf(json));
    }

    /**
     * A manifest from a tree, which is copied.
     *
     * @param tree the object
     * @return the manifest
     * @throws IllegalArgumentException if the tree is not an object
     */
    static Manifest of(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            throw new IllegalArgumentException("tree: " + tree.getNodeType() + " (expected: an object)");
        }
        ObjectNode copy = object.deepCopy();
        return copy::deepCopy;
    }
}
