package io.fairlead.dns;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What DNS is asked for again and again, by what is asked: once each, whoever wants it. Touched by tasks of the scheduler only.
 *
 * @param <K> what is asked
 */
final class SharedLookups<K, T> {
    private final Followed.Pace pace;
    private final BiConsumer<K, Consumer<Looked<T>>> lookup;
    private final Map<K, Followed<T>> open = new HashMap<>();

    /**
     * Without any.
     *
     * @param lookup looks once, and tells what it found once
     */
    SharedLookups(Followed.Pace pace, BiConsumer<K, Consumer<Looked<T>>> lookup) {
        this.pace = pace;
        this.lookup = lookup;
    }

    /** That of one question; where nobody listens yet, it is not started. */
    Followed<T> of(K asked) {
        return open.computeIfAbsent(asked, key -> new Followed<>(pace, then -> lookup.accept(key, then)));
    }

    /** Tells that listener no more; ends with the last one. */
    void leave(K asked, Followed<T> followed, Consumer<Looked<T>> listener) {
        if (followed.remove(listener)) {
            open.remove(asked, followed);
            followed.end();
        }
    }

    void end() {
        open.values().forEach(Followed::end);
        open.clear();
    }
}
