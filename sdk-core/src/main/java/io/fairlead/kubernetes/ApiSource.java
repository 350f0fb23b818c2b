package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Checks;
import io.fairlead.resolver.Resolver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the objects of one kind tell of Services: a Service is watched as long as anybody follows it. */
final class ApiSource implements Resolver {
    private final WatchContext context;
    private final Streams streams;
    private final EndpointKind kind;
    // Touched by tasks of the scheduler only.
    private final Map<ServiceName, WatchedService> services = new HashMap<>();
    private volatile boolean closed;

    ApiSource(WatchContext context, Streams streams, EndpointKind kind) {
        this.context = context;
        this.streams = streams;
        this.kind = kind;
    }

    @Override
    public String source() {
        return kind.source();
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        Checks.check(!service.namespace().isEmpty(), "service", service, "a reference with its namespace");
        WatchSubscription subscription = new WatchSubscription(service, listener);
        context.scheduler().execute(subscription::begin);
        return subscription;
    }

    /** A Service that is being watched. By a task of the scheduler. */
    Optional<WatchedService> watched(ServiceName name) {
        return Optional.ofNullable(services.get(name));
    }

    @Override
    public void close() {
        closed = true;
        context.scheduler().execute(() -> {
            services.values().forEach(WatchedService::end);
            services.clear();
        });
    }

    private final class WatchSubscription implements Subscription {
        private final ServiceRef ref;
        private final Consumer<Resolution> listener;
        private final long begunNanos = context.ticker().nanos();
        private volatile @Nullable WatchedService service;
        private @Nullable Listening listening;
        private volatile boolean ended;

        WatchSubscription(ServiceRef ref, Consumer<Resolution> listener) {
            this.ref = ref;
            this.listener = listener;
        }

        void begin() {
            if (closed || ended) {
                return;
            }
            WatchedService found = services.get(ServiceName.of(ref));
            if (found == null) {
                found = new WatchedService(context, streams, kind, ServiceName.of(ref));
                services.put(ServiceName.of(ref), found);
                found.start();
            }
            service = found;
            listening = found.add(ref, resolution -> {
                if (!ended && !closed) {
                    listener.accept(resolution);
                }
            });
        }

        @Override
        public Duration age() {
            WatchedService known = service;
            return known == null ? Duration.ofNanos(context.ticker().nanos() - begunNanos) : known.age();
        }

        @Override
        public void suspect() {
            WatchedService known = service;
            if (known != null && !ended) {
                known.suspect();
            }
        }

        @Override
        public String reason() {
            WatchedService known = service;
            return known == null ? "the watch has not begun" : known.reason();
        }

        @Override
        public void close() {
            ended = true;
            context.scheduler().execute(this::end);
        }

        private void end() {
            WatchedService known = service;
            Listening heard = listening;
            listening = null;
            if (known != null && heard != null && known.remove(heard)) {
                services.remove(ServiceName.of(ref), known);
                known.end();
            }
        }
    }
}
