package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watch of the nodes as one Service shares in it: only while an answer needs them. */
final class NodesInUse {
    private final Streams streams;
    private final Reflector.Listener listener;
    private volatile SharedStream<NodeFacts>.@Nullable Part part;
    private boolean used;

    NodesInUse(Streams streams, Reflector.Listener listener) {
        this.streams = streams;
        this.listener = listener;
    }

    /** Begins a round of answers. */
    void begin() {
        used = false;
    }

    /** What is known of them; an answer of this round needs it. */
    SharedStream<NodeFacts>.Part use() {
        used = true;
        SharedStream<NodeFacts>.Part known = part;
        if (known == null) {
            known = streams.joinNodes(listener);
            part = known;
            known.start();
        }
        return known;
    }

    /** Ends the share if no answer since {@link #begin} needed it; whether it did. */
    boolean leaveIfUnused() {
        return !used && leave();
    }

    /** Ends the share; whether there was one. */
    boolean leave() {
        SharedStream<NodeFacts>.Part known = part;
        part = null;
        if (known != null) {
            known.end();
        }
        return known != null;
    }

    void suspect() {
        SharedStream<NodeFacts>.Part known = part;
        if (known != null) {
            known.suspect();
        }
    }

    /** How old the last proof of what is known is, where they are watched. From any thread. */
    Optional<Duration> age() {
        return Optional.ofNullable(part).map(SharedStream.Part::age);
    }
}
