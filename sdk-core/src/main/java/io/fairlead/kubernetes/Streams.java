package io.fairlead.kubernetes;

import java.util.HashMap;
import java.util.Map;

/** The streams of a resolver: whoever wants the same objects shares one. Only touched by tasks of the scheduler. */
final class Streams {
    private final WatchContext context;
    private final Map<String, SharedStream<?>> open = new HashMap<>();

    Streams(WatchContext context) {
        this.context = context;
    }

    /** A part in the stream of these objects, which begins with {@link SharedStream.Part#start()}. */
    @SuppressWarnings("unchecked") // the path decides the type
    <T extends ApiObject> SharedStream<T>.Part join(ObjectSet<T> set, Reflector.Listener listener) {
        String key = set.path() + "?" + set.selector();
        SharedStream<T> stream = (SharedStream<T>)
                open.computeIfAbsent(key, unknown -> new SharedStream<>(context, set, () -> open.remove(key)));
        return stream.join(listener);
    }
}
