package io.fairlead.kubernetes;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of a resolver: whoever wants the same objects shares one. Only touched by tasks of the scheduler. */
final class Streams {
    private final WatchContext context;
    // By the path of their collection.
    private final Map<String, NamespaceStreams<?>> open = new HashMap<>();

    private @Nullable SharedStream<NodeFacts> nodes;

    Streams(WatchContext context) {
        this.context = context;
    }

    /** The objects of one Service, which begin with {@link Feed#start()}. */
    @SuppressWarnings("unchecked") // the path decides the type
    <T extends ApiObject> Feed<T> join(ObjectSet<T> ofService, String service, Reflector.Listener listener) {
        String path = ofService.path();
        NamespaceStreams<T> streams = (NamespaceStreams<T>) open.computeIfAbsent(
                path, unknown -> new NamespaceStreams<>(context, ofService.ofNamespace(), () -> open.remove(path)));
        return streams.join(ofService, service, listener);
    }

    /** The nodes of the cluster, which begin with {@link SharedStream.Part#start()}. */
    SharedStream<NodeFacts>.Part joinNodes(Reflector.Listener listener) {
        SharedStream<NodeFacts> shared = nodes;
        if (shared == null) {
            shared = new SharedStream<>(context, ObjectSet.nodes(), () -> nodes = null);
            nodes = shared;
        }
        return shared.join("", listener);
    }
}
