package io.fairlead.testkit;

import java.util.List;
import java.util.NavigableMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The store at one resourceVersion. The objects are the store's own: to be read, never changed.
 *
 * @param version the resourceVersion
 * @param objects every object of every resource, in order
 */
record Snapshot(long version, NavigableMap<ObjectKey, ObjectNode> objects) {

    List<ObjectNode> select(Selection selection) {
        return objects.values().stream().filter(selection::matches).toList();
    }
}
