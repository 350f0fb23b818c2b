package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects, one sequence of resourceVersions over all of them, and the history since the last compaction. Subscribers
 * are called under the store's lock, in the order of the changes, and so must not block.
 */
final class Store {
    private static final long FIRST_VERSION = 1;

    private final Stamp stamp;

    @GuardedBy("this")
    private final NavigableMap<ObjectKey, ObjectNode> objects = new TreeMap<>();

    @GuardedBy("this")
    private final List<Change> history = new ArrayList<>();

    @GuardedBy("this")
    private final Set<Consumer<Change>> subscribers = new LinkedHashSet<>();

    @GuardedBy("this")
    private long version = FIRST_VERSION;

    @GuardedBy("this")
    private long compacted = FIRST_VERSION;

    Store(Stamp stamp) {
        this.stamp = stamp;
    }

    synchronized ObjectNode create(ObjectNode manifest) {
        ObjectNode object = stamp.inNamespace(manifest);
        ObjectKey key = ObjectKey.of(object);
        if (objects.containsKey(key)) {
            throw new IllegalStateException(key + " already exists; replace or delete it");
        }
        return commit(key, stamp.created(key, object, version + 1));
    }

    synchronized ObjectNode replace(ObjectNode manifest) {
        ObjectNode object = stamp.inNamespace(manifest);
        ObjectKey key = ObjectKey.of(object);
        ObjectNode before = existing(key);
        ObjectNode after = stamp.replaced(before, object, version + 1);
        // As the API server does: an update that changes nothing makes no version and no event.
        return Stamp.sameButForVersion(before, after) ? before.deepCopy() : commit(key, after);
    }

    synchronized ObjectNode apply(ObjectNode manifest) {
        return objects.containsKey(ObjectKey.of(stamp.inNamespace(manifest))) ? replace(manifest) : create(manifest);
    }

    synchronized void delete(ObjectKey key) {
        existing(key);
        record(key, null);
    }

    synchronized Optional<ObjectNode> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(ObjectNode::deepCopy);
    }

    synchronized long version() {
        return version;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(version, new TreeMap<>(objects));
    }

    /** The state at a version; empty if it is compacted or still to come. */
    synchronized Optional<Snapshot> snapshot(long at) {
        if (at < compacted || at > version) {
            return Optional.empty();
        }
        NavigableMap<ObjectKey, ObjectNode> then = new TreeMap<>(objects);
        for (int i = history.size() - 1; i >= 0 && history.get(i).version() > at; i--) {
            Change change = history.get(i);
            put(then, change.key(), change.before());
        }
        return Optional.of(new Snapshot(at, then));
    }

    /**
     * Tells what history there is, at once, then every later change.
     *
     * @return false, and no subscription, if the history does not reach back to the version
     */
    synchronized boolean subscribe(long after, Consumer<Change> subscriber) {
        if (after < compacted) {
            return false;
        }
        history.forEach(subscriber);
        subscribers.add(subscriber);
        return true;
    }

    /** Tells the present state, then every change after it. */
    synchronized void subscribe(Consumer<Snapshot> present, Consumer<Change> subscriber) {
        present.accept(snapshot());
        subscribers.add(subscriber);
    }

    synchronized void unsubscribe(Consumer<Change> subscriber) {
        subscribers.remove(subscriber);
    }

    /** Runs an action with the present version while no change can happen. */
    synchronized void atPresent(LongConsumer action) {
        action.accept(version);
    }

    synchronized void compact() {
        compacted = version;
        history.clear();
    }

    /** Forgets everything after a version, and every subscriber; versions are then given out again. */
    synchronized void restore(long to) {
        Map<ObjectKey, ObjectNode> then = snapshot(to)
                .orElseThrow(() -> new IllegalArgumentException(
                        "resourceVersion: " + to + " (expected: " + compacted + " to " + version + ")"))
                .objects();
        objects.clear();
        objects.putAll(then);
        history.removeIf(change -> change.version() > to);
        subscribers.clear();
        version = to;
    }

    @GuardedBy("this")
    private ObjectNode existing(ObjectKey key) {
        ObjectNode object = objects.get(key);
        if (object == null) {
            throw new IllegalStateException(key + " does not exist; create it");
        }
        return object;
    }

    @GuardedBy("this")
    private ObjectNode commit(ObjectKey key, ObjectNode after) {
        record(key, after);
        return after.deepCopy();
    }

    @GuardedBy("this")
    private void record(ObjectKey key, @Nullable ObjectNode after) {
        version++;
        Change change = new Change(version, key, objects.get(key), after);
        put(objects, key, after);
        history.add(change);
        subscribers.forEach(subscriber -> subscriber.accept(change));
    }

    private static void put(Map<ObjectKey, ObjectNode> map, ObjectKey key, @Nullable ObjectNode object) {
        if (object == null) {
            map.remove(key);
        } else {
            map.put(key, object);
        }
    }
}
