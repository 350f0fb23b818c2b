package io.fairlead.kubernetes;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The current objects of a set, by name, and the version that they are current at. */
final class ObjectStore<T extends ApiObject> {
    private final Function<T, String> service;
    private final Map<String, T> objects = new HashMap<>();
    private final Map<String, Map<String, T>> byService = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private String version = "";

    /**
     * Without objects.
     *
     * @param service the name of the Service that an object is about
     */
    ObjectStore(Function<T, String> service) {
        this.service = service;
    }

    /** Those that are about a Service. */
    Collection<T> objects(String ofService) {
        return List.copyOf(byService.getOrDefault(ofService, Map.of()).values());
    }

    /** The Services whose objects may have changed since this was asked last. */
    Set<String> takeChanged() {
        Set<String> taken = Set.copyOf(changed);
        changed.clear();
        return taken;
    }

    /** Where a watch goes on; empty if nothing is known. */
    String version() {
        return version;
    }

    /** Takes a list for the whole truth. */
    void replace(ListReader.Listed<T> list) {
        Map<String, Map<String, T>> told = new HashMap<>(byService);
        Map<String, T> known = new HashMap<>(objects);
        objects.clear();
        byService.clear();
        // What says the same stays the same object: nobody has to look at it again.
        list.items().forEach(item -> {
            T before = known.getOrDefault(item.id().name(), item);
            put(item.id().name(), before.equals(item) ? before : item);
        });
        changed.clear();
        told.forEach((name, ofService) -> {
            if (!ofService.equals(byService.get(name))) {
                changed.add(name);
            }
        });
        byService.keySet().stream().filter(name -> !told.containsKey(name)).forEach(changed::add);
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
            case "DELETED" -> remove(name) != null;
            default -> !object.equals(put(name, object));
        };
    }

    /** Whether what is known is not behind that version. Versions that are no numbers cannot be compared, and count as not behind. */
    boolean isAtLeast(String other) {
        return !isNumber(version) || !isNumber(other) || !isLess(version, other);
    }

    private @Nullable T put(String name, T object) {
        T before = remove(name);
        String about = service.apply(object);
        objects.put(name, object);
        byService.computeIfAbsent(about, unknown -> new HashMap<>()).put(name, object);
        changed.add(about);
        return before;
    }

    // An object may come to be about another Service, by its label.
    private @Nullable T remove(String name) {
        T before = objects.remove(name);
        if (before != null) {
            String about = service.apply(before);
            Map<String, T> others = byService.getOrDefault(about, Map.of());
            others.remove(name);
            if (others.isEmpty()) {
                byService.remove(about);
            }
            changed.add(about);
        }
        return before;
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
