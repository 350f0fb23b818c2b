package io.fairlead.kubernetes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The current objects of a set, by name, and the version that they are current at. */
final class ObjectStore<T extends ApiObject> {
    private final Map<String, T> objects = new HashMap<>();
    private String version = "";

    Collection<T> objects() {
        return List.copyOf(objects.values());
    }

    /** Where a watch goes on; empty if nothing is known. */
    String version() {
        return version;
    }

    /** Takes a list for the whole truth. */
    void replace(ListReader.Listed<T> list) {
        objects.clear();
        list.items().forEach(item -> objects.put(item.id().name(), item));
        version = list.version();
    }

    /** Whether a list says the same as what is known. */
    boolean agreesWith(ListReader.Listed<T> list) {
        return objects.size() == list.items().size()
                && list.items().stream()
                        .allMatch(item -> item.equals(objects.get(item.id().name())));
    }

    /** What is known is also current at a later version. */
    void advance(String to) {
        if (!to.isEmpty() && !isOlder(to)) {
            version = to;
        }
    }

    /** Takes an event of the watch; tells whether the objects may differ now. */
    boolean apply(WatchEvent<T> event) {
        T object = event.object();
        String name = object.id().name();
        advance(object.id().version());
        return switch (event.type()) {
            case "BOOKMARK" -> false;
            case "DELETED" -> objects.remove(name) != null;
            default -> !object.equals(objects.put(name, object));
        };
    }

    /** Whether what is known agrees with a list, or is newer. */
    boolean isAtLeast(ListReader.Listed<T> list) {
        return agreesWith(list) || (isNumber(version) && isNumber(list.version()) && !isLess(version, list.version()));
    }

    /**
     * Whether a version is older than the one known, which happens when the cluster's storage was restored from a backup.
     * Versions that are no numbers cannot be compared.
     */
    boolean isOlder(String other) {
        return isNumber(other) && isNumber(version) && isLess(other, version);
    }

    private static boolean isLess(String one, String other) {
        return one.length() == other.length() ? one.compareTo(other) < 0 : one.length() < other.length();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
