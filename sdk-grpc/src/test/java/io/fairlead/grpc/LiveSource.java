package io.fairlead.grpc;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.resolver.Resolver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A source that a test speaks through; who subscribes hears its last word, from any thread. */
final class LiveSource implements Resolver {
    static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:grpc");

    private final List<Consumer<Resolution>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger suspicions = new AtomicInteger();
    private Resolution last = new Resolution.Pending();

    @Override
    public String source() {
        return "test";
    }

    @Override
    public synchronized Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        listeners.add(listener);
        subscriptions.incrementAndGet();
        if (!(last instanceof Resolution.Pending)) {
            listener.accept(last);
        }
        return new Subscription() {
            @Override
            public Duration age() {
                return Duration.ZERO;
            }

            @Override
            public void suspect() {
                suspicions.incrementAndGet();
            }

            @Override
            public String reason() {
                return "a test says so";
            }

            @Override
            public void close() {
                listeners.remove(listener);
            }
        };
    }

    @Override
    public void close() {
        listeners.clear();
    }

    synchronized void say(Resolution resolution) {
        last = resolution;
        listeners.forEach(listener -> listener.accept(resolution));
    }

    void sayServers(TestServer... servers) {
        sayEndpoints(Stream.of(servers).map(TestServer::endpoint).toArray(Endpoint[]::new));
    }

    void sayEndpoints(Endpoint... endpoints) {
        say(new Resolution.Resolved(EndpointSnapshot.asGiven(ORDERS, source(), List.of(endpoints))));
    }

    void sayStickyEndpoints(Endpoint... endpoints) {
        say(new Resolution.Resolved(new EndpointSnapshot(
                ORDERS,
                source(),
                TrafficPolicy.AS_GIVEN,
                List.of(),
                List.of(endpoints),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofHours(3)))));
    }

    void sayNotFound() {
        say(new Resolution.NotFound(
                Resolution.NotFound.Reason.SERVICE, "orders.shop is no Service of namespace shop: check the name"));
    }

    void sayUnreachable() {
        say(Resolution.Failed.of(Resolution.Failed.Kind.UNREACHABLE, "the API server does not answer"));
    }

    int subscribers() {
        return listeners.size();
    }

    int subscriptions() {
        return subscriptions.get();
    }

    int suspicions() {
        return suspicions.get();
    }
}
