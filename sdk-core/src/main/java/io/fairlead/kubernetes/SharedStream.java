package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reflector for all who want its objects: it begins with the first of them, and ends with the last. Only touched by tasks of the
 * scheduler, but for {@link Part#age()}.
 */
final class SharedStream<T extends ApiObject> implements Reflector.Listener {
    private final Reflector<T> reflector;
    private final Runnable unused;
    private final List<Part> parts = new ArrayList<>();
    private boolean started;
    private @Nullable Failure failure;

    /** What is wrong at present. */
    private record Failure(ObjectSet<?> set, String verb, Problem problem) {}

    /**
     * A stream that nobody has a part in yet.
     *
     * @param unused told when nobody has a part in it any more
     */
    SharedStream(WatchContext context, ObjectSet<T> set, Runnable unused) {
        this.reflector = new Reflector<>(context, set, this);
        this.unused = unused;
    }

    Part join(Reflector.Listener listener) {
        Part part = new Part(listener);
        parts.add(part);
        return part;
    }

    @Override
    public void changed() {
        tell(Reflector.Listener::changed);
    }

    @Override
    public void failed(ObjectSet<?> set, String verb, Problem problem) {
        failure = new Failure(set, verb, problem);
        tell(listener -> listener.failed(set, verb, problem));
    }

    @Override
    public void recovered(ObjectSet<?> set) {
        failure = null;
        tell(listener -> listener.recovered(set));
    }

    private void tell(Consumer<Reflector.Listener> news) {
        for (Part part : List.copyOf(parts)) {
            if (parts.contains(part)) {
                news.accept(part.listener);
            }
        }
    }

    /** One listener's part in it. */
    final class Part {
        private final Reflector.Listener listener;

        private Part(Reflector.Listener listener) {
            this.listener = listener;
        }

        /** Begins, if nobody has; tells what is wrong, if anything is. */
        void start() {
            Failure known = failure;
            if (!started) {
                started = true;
                reflector.start();
            } else if (known != null) {
                listener.failed(known.set(), known.verb(), known.problem());
            }
        }

        /** Whether the objects have ever been told. */
        boolean isListed() {
            return reflector.isListed();
        }

        Collection<T> objects() {
            return reflector.objects();
        }

        /** See {@link Reflector#age()}. From any thread. */
        Duration age() {
            return reflector.age();
        }

        /** See {@link Reflector#suspect()}. */
        void suspect() {
            reflector.suspect();
        }

        /** See {@link Reflector#tryNow()}. */
        void tryNow() {
            reflector.tryNow();
        }

        /** Hears nothing more. Idempotent. */
        void end() {
            if (parts.remove(this) && parts.isEmpty()) {
                reflector.end();
                unused.run();
            }
        }
    }
}
