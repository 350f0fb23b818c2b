package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one Service for one listener, whichever stream they come by. It changes from one stream to another without the listener
 * noticing: the other one takes over once it is as new.
 *
 * <p>Only touched by tasks of the scheduler, but for {@link #age()} and {@link #isOfNamespace()}.
 */
final class Feed<T extends ApiObject> {
    private final NamespaceStreams<T> streams;
    private final ObjectSet<T> ofService;
    private final String service;
    private final Reflector.Listener listener;
    private volatile @Nullable Source current;
    private @Nullable Source next;
    private boolean failing;
    private boolean started;
    private boolean ended;

    Feed(NamespaceStreams<T> streams, ObjectSet<T> ofService, String service, Reflector.Listener listener) {
        this.streams = streams;
        this.ofService = ofService;
        this.service = service;
        this.listener = listener;
    }

    String service() {
        return service;
    }

    ObjectSet<T> ofService() {
        return ofService;
    }

    /** The first stream. */
    void begin(SharedStream<T> stream) {
        current = new Source(stream);
    }

    /** Begins, if nobody has; tells what is wrong, if anything is. */
    void start() {
        current().part.start();
        if (!started) {
            started = true;
            streams.started(this);
        }
    }

    boolean isStarted() {
        return started;
    }

    /** Whether the objects have ever been told. */
    boolean isListed() {
        return current().part.isListed();
    }

    Collection<T> objects() {
        return current().part.objects();
    }

    /** See {@link Reflector#age()}. From any thread. */
    Duration age() {
        return current().part.age();
    }

    /** Whether they come by the stream of all Services of the namespace. From any thread. */
    boolean isOfNamespace() {
        return current().stream.set().isOfNamespace();
    }

    /** See {@link Reflector#suspect()}. */
    void suspect() {
        current().part.suspect();
    }

    /** See {@link Reflector#tryNow()}. */
    void tryNow() {
        current().part.tryNow();
    }

    /** Hears nothing more. Idempotent. */
    void end() {
        if (!ended) {
            ended = true;
            dropNext();
            current().part.end();
            streams.left(this);
        }
    }

    /** Has another stream take over when that is as new. */
    void changeTo(SharedStream<T> other) {
        Source known = current;
        if (known == null || ended) {
            return; // it is about to begin with the right one
        }
        dropNext();
        if (known.stream != other && !started) {
            current = new Source(other);
            known.part.end();
        } else if (known.stream != other) {
            Source begun = new Source(other);
            next = begun;
            begun.part.awaitProof(this::takeOver);
            begun.part.start();
            takeOver();
        }
    }

    /** The stream for all is refused: this one takes its place, at once where that has told nothing. */
    void fallBackTo(SharedStream<T> own) {
        Source known = current;
        if (known == null || ended) {
            return;
        }
        if (known.stream == own) {
            dropNext();
        } else if (!started || known.part.isListed()) {
            changeTo(own);
        } else {
            dropNext();
            Source begun = new Source(own);
            current = begun;
            known.part.end();
            begun.part.start();
        }
    }

    private Source current() {
        Source known = current;
        if (known == null) {
            throw new IllegalStateException(service + ": used before it began");
        }
        return known;
    }

    private void dropNext() {
        Source dropped = next;
        next = null;
        if (dropped != null) {
            dropped.part.end();
        }
    }

    private void takeOver() {
        Source newer = next;
        Source older = current();
        if (newer != null && newer.part.isListed() && isAsNewAs(newer, older)) {
            next = null;
            newer.part.waitNoLonger();
            current = newer;
            older.part.end();
            if (failing && !newer.failing) {
                failing = false;
                listener.recovered(newer.stream.set());
            }
            listener.changed();
        }
    }

    // Where the older one has told nothing yet, the newer one may lack what was made a moment ago: the older one's list
    // will know.
    private boolean isAsNewAs(Source newer, Source older) {
        return older.part.isListed()
                ? newer.part.isAsNewAs(older.part)
                : older.failing || !newer.part.objects().isEmpty();
    }

    /** One stream, as far as this feed hears of it. */
    private final class Source implements Reflector.Listener {
        private final SharedStream<T> stream;
        private final SharedStream<T>.Part part;
        private boolean failing;

        Source(SharedStream<T> stream) {
            this.stream = stream;
            this.part = stream.join(service, this);
        }

        @Override
        public void changed() {
            if (this == current) {
                listener.changed();
            }
            takeOver();
        }

        @Override
        public void failed(ObjectSet<?> set, String verb, Problem problem) {
            failing = true;
            // While the stream for all is refused, the Service's own one, which is to come, says what that means.
            boolean refused = problem instanceof Problem.Refused refusal && refusal.isForThis();
            boolean counts = this == current ? !(refused && stream.set().isOfNamespace()) : current().failing;
            if (counts) {
                Feed.this.failing = true;
                listener.failed(set, verb, problem);
            }
            takeOver();
        }

        @Override
        public void recovered(ObjectSet<?> set) {
            failing = false;
            if (this == current && Feed.this.failing) {
                Feed.this.failing = false;
                listener.recovered(set);
            }
            takeOver();
        }
    }
}
