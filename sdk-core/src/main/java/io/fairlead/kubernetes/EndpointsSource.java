package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The legacy Endpoints, behind the slices: where those are followed too, Endpoints are asked for only once it is known that slices are
 * forbidden or not served, and stay in use until this is not asked any more. An API server that is out of reach is so for both.
 */
record EndpointsSource(ApiSource slices, ApiSource endpoints, Scheduler scheduler, Runnable closing)
        implements Resolver {
    @Override
    public String source() {
        return endpoints.source();
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        Waiting waiting = new Waiting(service, listener);
        scheduler.execute(waiting::begin);
        return waiting;
    }

    @Override
    public void close() {
        closing.run();
    }

    private final class Waiting implements Subscription {
        private final ServiceRef ref;
        private final Consumer<Resolution> listener;
        private Runnable observing = () -> {};
        private Resolution.@Nullable Failed told;
        private volatile @Nullable Subscription begun;
        private volatile boolean ended;

        Waiting(ServiceRef ref, Consumer<Resolution> listener) {
            this.ref = ref;
            this.listener = listener;
        }

        void begin() {
            Optional<WatchedService> before = slices.watched(ServiceName.of(ref));
            if (before.isEmpty()) {
                ask();
                return;
            }
            observing = before.get().observe(() -> look(before.get()));
        }

        private void look(WatchedService before) {
            if (ended || begun != null) {
                return;
            }
            if (before.endpointsAreRefused()) {
                ask();
                return;
            }
            if (before.endpointsMayBeRefused()) {
                return;
            }
            // What keeps slices from being read keeps Endpoints, too: nothing else is to be said.
            Resolution known = before.resolution(ref);
            Resolution.Failed failure = known instanceof Resolution.Failed failed
                    ? failed
                    : Resolution.Failed.of(
                            Resolution.Failed.Kind.ABSENT,
                            ref + ": Endpoints are asked only where EndpointSlices are known to be refused");
            if (!Listening.isSameFailure(failure, told)) {
                told = failure;
                listener.accept(failure);
            }
        }

        private void ask() {
            observing.run();
            if (!ended) {
                begun = endpoints.subscribe(ref, listener);
            }
        }

        @Override
        public Duration age() {
            return current().age();
        }

        @Override
        public void suspect() {
            current().suspect();
        }

        @Override
        public String reason() {
            return current().reason();
        }

        @Override
        public void close() {
            ended = true;
            current().close();
            scheduler.execute(() -> {
                observing.run();
                current().close();
            });
        }

        private Subscription current() {
            Subscription asked = begun;
            return asked == null ? Subscription.CONSTANT : asked;
        }
    }
}
