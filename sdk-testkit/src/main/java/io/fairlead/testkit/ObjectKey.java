package io.fairlead.testkit;

import java.util.Comparator;
import tools.jackson.databind.node.ObjectNode;

/** Which object; ordered as the API server lists. */
record ObjectKey(Resource resource, String namespace, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::resource)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    static ObjectKey of(ObjectNode object) {
        String kind = object.path("kind").asString("");
        Resource resource = Resource.ofKind(kind)
                .orElseThrow(
                        () -> new IllegalArgumentException("kind: " + kind + " (expected: " + Resource.kinds() + ")"));
        String name = Json.string(object, "metadata", "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("metadata.name: " + name + " (expected: the object's name)");
        }
        String namespace = resource.namespaced() ? Json.string(object, "metadata", "namespace") : "";
        return new ObjectKey(resource, namespace, name);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return resource.plural() + " " + namespace + "/" + name;
    }
}
