package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reflector for all who want its objects: it begins with the first of them, and ends with the last. Only touched by tasks of the
 * scheduler, but for {@link Part#age()}.
 */
final class SharedStream<T extends ApiObject> implements Reflector.Listener {
    private final ObjectSet<T> set;
    private final Reflector<T> reflector;
    private final Runnable unused;
    private final Map<String, Set<Part>> parts = new LinkedHashMap<>();
    private final Map<Part, Runnable> waiting = new LinkedHashMap<>();
    private boolean started;
    private boolean told;
    private @Nullable Failure failure;

    /** What is wrong at present. */
    private record Failure(ObjectSet<?> set, String verb, Problem problem) {}

    /**
     * A stream that nobody has a part in yet.
     *
     * @param unused told when nobody has a part in it any more
     */
    SharedStream(WatchContext context, ObjectSet<T> set, Runnable unused) {
        this.set = set;
        this.reflector = new Reflector<>(context, set, this);
        this.unused = unused;
    }

    ObjectSet<T> set() {
        return set;
    }

    /** Whether everything is known, and nothing of it is about that Service. */
    boolean isKnownNotToHave(String service) {
        return reflector.isListed() && reflector.objects(service).isEmpty();
    }

    /** A part in what is about one Service. */
    Part join(String service, Reflector.Listener listener) {
        Part part = new Part(service, listener);
        parts.computeIfAbsent(service, unknown -> new LinkedHashSet<>()).add(part);
        return part;
    }

    @Override
    public void changed() {
        Set<String> services = reflector.store().takeChanged();
        // The first list is news for all: now it is known what there is not.
        boolean first = !told;
        told = true;
        tell(first ? parts.keySet() : services, part -> part.listener.changed());
    }

    @Override
    public void proven() {
        List.copyOf(waiting.values()).forEach(Runnable::run);
    }

    @Override
    public void failed(ObjectSet<?> set, String verb, Problem problem) {
        failure = new Failure(set, verb, problem);
        tell(parts.keySet(), part -> part.listener.failed(set, verb, problem));
    }

    @Override
    public void recovered(ObjectSet<?> set) {
        failure = null;
        tell(parts.keySet(), part -> part.listener.recovered(set));
    }

    private void tell(Set<String> services, Consumer<Part> news) {
        for (String service : List.copyOf(services)) {
            for (Part part : List.copyOf(parts.getOrDefault(service, Set.of()))) {
                if (!part.ended) {
                    news.accept(part);
                }
            }
        }
    }

    /** One listener's part in it. */
    final class Part {
        private final String service;
        private final Reflector.Listener listener;
        private boolean ended;

        private Part(String service, Reflector.Listener listener) {
            this.service = service;
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
            return reflector.objects(service);
        }

        /**
         * Whether it tells nothing older than a part in another stream. That both tell the same does not say so: what came and went
         * meanwhile would be told again.
         */
        boolean isAsNewAs(SharedStream<T>.Part other) {
            return reflector.store().isAtLeast(other.version());
        }

        private String version() {
            return reflector.store().version();
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
            if (ended) {
                return;
            }
            ended = true;
            waiting.remove(this);
            Set<Part> others = parts.getOrDefault(service, Set.of());
            others.remove(this);
            if (others.isEmpty()) {
                parts.remove(service);
            }
            if (parts.isEmpty()) {
                reflector.end();
                unused.run();
            }
        }

        /** Has this run with each proof that the objects are current, until {@link #waitNoLonger()}. */
        void awaitProof(Runnable proven) {
            waiting.put(this, proven);
        }

        void waitNoLonger() {
            waiting.remove(this);
        }
    }
}
