package io.fairlead.kubernetes;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps one object of each value, so that the thousand endpoints of some nodes and zones hold each of these once. Bounded:
 * values that came and went do not add up. Safe for use by several threads, which read lists and events side by side.
 */
final class Shared {
    private static final int MOST = 20_000;

    private final ConcurrentMap<Object, Object> values = new ConcurrentHashMap<>();

    /** The one object that is equal to this one. */
    @SuppressWarnings("unchecked") // equal objects of these value classes are of one class
    <T> T of(T value) {
        if (values.size() >= MOST) {
            values.clear();
        }
        Object known = values.putIfAbsent(value, value);
        return known == null ? value : (T) known;
    }
}
