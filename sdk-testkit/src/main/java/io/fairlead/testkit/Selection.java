package io.fairlead.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which objects a list or a watch is about. */
record Selection(ApiCall call, Selector labels, Selector fields) {
    private static final Set<String> FIELDS = Set.of("metadata.name", "metadata.namespace");

    static Selection of(ApiCall call, Map<String, String> query) {
        Selector fields = Selector.parse(query.getOrDefault("fieldSelector", ""));
        for (Selector.Requirement requirement : fields.requirements()) {
            if (!FIELDS.contains(requirement.key())) {
                throw new Refusal(Status.badRequest("field label not supported: " + requirement.key()));
            }
        }
        return new Selection(call, Selector.parse(query.getOrDefault("labelSelector", "")), fields);
    }

    boolean matches(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return object.path("kind").asString("").equals(call.resource().kind())
                && (call.namespace().isEmpty()
                        || call.namespace().equals(metadata.path("namespace").asString("")))
                && fields.matches(field -> text(metadata, field.substring("metadata.".length())))
                && labels.matches(label -> text(metadata.path("labels"), label));
    }

    /** The line of a watch that tells the change; empty if the change is none to this selection. */
    Optional<String> event(Change change) {
        Optional<ObjectNode> before = Optional.ofNullable(change.before()).filter(this::matches);
        Optional<ObjectNode> after = Optional.ofNullable(change.after()).filter(this::matches);
        if (after.isPresent()) {
            return Optional.of(WatchLine.of(before.isPresent() ? "MODIFIED" : "ADDED", after.get()));
        }
        // What leaves the selection is told as deleted, in its last state that was selected.
        return before.map(last -> WatchLine.of("DELETED", Stamp.versioned(last.deepCopy(), change.version())));
    }

    private static Optional<String> text(JsonNode object, String field) {
        return object.path(field).asStringOpt();
    }
}
