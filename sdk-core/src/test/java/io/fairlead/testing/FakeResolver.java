package io.fairlead.testing;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A source that says what a test tells it to say. */
public final class FakeResolver implements Resolver {
    private final String source;
    private final List<Consumer<Resolution>> listeners = new CopyOnWriteArrayList<>();
    private int suspicions;

    /** A source that has said nothing yet. */
    public FakeResolver(String source) {
        this.source = source;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        listeners.add(listener);
        return new Subscription() {
            @Override
            public Duration age() {
                return Duration.ofSeconds(7);
            }

            @Override
            public String reason() {
                return "told by a test";
            }

            @Override
            public void suspect() {
                suspicions++;
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

    /** Tells every subscriber. */
    public void say(Resolution resolution) {
        List.copyOf(listeners).forEach(listener -> listener.accept(resolution));
    }

    /** How many listen. */
    public int subscribers() {
        return listeners.size();
    }

    /** How often a subscriber was suspicious. */
    public int suspicions() {
        return suspicions;
    }
}
