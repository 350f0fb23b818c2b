package io.fairlead.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The metadata that the API server and not the author writes. */
final class Stamp {
    private static final String METADATA = "metadata";

    private final String defaultNamespace;
    private final Clock clock;

    Stamp(String defaultNamespace, Clock clock) {
        this.defaultNamespace = defaultNamespace;
        this.clock = clock;
    }

    /** A copy with a namespace, if its kind has one. */
    ObjectNode inNamespace(ObjectNode manifest) {
        ObjectNode copy = manifest.deepCopy();
        boolean namespaced = Resource.ofKind(copy.path("kind").asString(""))
                .map(Resource::namespaced)
                .orElse(true);
        if (!namespaced) {
            copy.withObjectProperty(METADATA).remove("namespace");
        } else if (Json.string(copy, METADATA, "namespace").isEmpty()) {
            copy.withObjectProperty(METADATA).put("namespace", defaultNamespace);
        }
        return copy;
    }

    ObjectNode created(ObjectKey key, ObjectNode object, long version) {
        String seed = key + "@" + version;
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        object.withObjectProperty(METADATA)
                .put(
                        "uid",
                        UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("creationTimestamp", now.toString())
                .put("generation", 1);
        return versioned(object, version);
    }

    ObjectNode replaced(ObjectNode before, ObjectNode object, long version) {
        ObjectNode old = before.withObjectProperty(METADATA);
        boolean same = content(before).equals(content(object));
        object.withObjectProperty(METADATA)
                .put("uid", old.path("uid").asString())
                .put("creationTimestamp", old.path("creationTimestamp").asString())
                .put("generation", old.path("generation").asInt() + (same ? 0 : 1));
        return versioned(object, version);
    }

    static boolean sameButForVersion(ObjectNode one, ObjectNode other) {
        return versioned(one.deepCopy(), 0).equals(versioned(other.deepCopy(), 0));
    }

    static ObjectNode versioned(ObjectNode object, long version) {
        object.withObjectProperty(METADATA).put("resourceVersion", Long.toString(version));
        return object;
    }

    private static ObjectNode content(ObjectNode object) {
        return object.deepCopy().remove(Set.of(METADATA, "status"));
    }
}
