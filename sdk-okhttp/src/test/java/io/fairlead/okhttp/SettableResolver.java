package io.fairlead.okhttp;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A source whose answers a test sets at any time, from any thread; other Services are not found, unless the test says otherwise. */
final class SettableResolver implements Resolver {
    private record Listener(ServiceRef service, Consumer<Resolution> consumer) {}

    private final Map<ServiceRef, Resolution> answers = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private volatile Resolution otherwise =
            new Resolution.NotFound(Resolution.NotFound.Reason.SERVICE, "there is no such Service: create it");

    void set(ServiceRef service, List<Endpoint> endpoints) {
        set(service, new Resolution.Resolved(EndpointSnapshot.asGiven(service, source(), endpoints)));
    }

    void set(ServiceRef service, Resolution resolution) {
        answers.put(service, resolution);
        listeners.stream()
                .filter(listener -> listener.service().equals(service))
                .forEach(listener -> listener.consumer().accept(resolution));
    }

    void setOtherwise(Resolution resolution) {
        otherwise = resolution;
    }

    int following() {
        return listeners.size();
    }

    int subscriptions() {
        return subscriptions.get();
    }

    @Override
    public String source() {
        return "test";
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> consumer) {
        Listener listener = new Listener(service, consumer);
        listeners.add(listener);
        subscriptions.incrementAndGet();
        consumer.accept(answers.getOrDefault(service, otherwise));
        return new Subscription() {
            @Override
            public Duration age() {
                return Duration.ZERO;
            }

            @Override
            public void suspect() {
                // Tests set what there is to find.
            }

            @Override
            public String reason() {
                return "set by a test";
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
}
