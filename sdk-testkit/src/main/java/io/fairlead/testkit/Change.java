package io.fairlead.testkit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step of the store's history.
 *
 * @param version the resourceVersion that the step made
 * @param key the object that changed
 * @param before the object before the step; null if the step created it
 * @param after the object after the step; null if the step deleted it
 */
record Change(
        long version,
        ObjectKey key,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after) {}
