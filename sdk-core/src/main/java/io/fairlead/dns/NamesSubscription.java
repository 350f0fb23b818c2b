package io.fairlead.dns;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.PartedList;
import io.fairlead.internal.PerPart;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One listener's snapshot, and the names in it. What is not volatile is touched by tasks of the scheduler only. */
final class NamesSubscription implements Resolver.Subscription {
    /** What every subscription of a resolver has in common. */
    record Shared(
            SharedLookups<String, Addresses> names,
            Scheduler scheduler,
            boolean admitLoopback,
            BooleanSupplier isClosed) {}

    private final Shared shared;
    private final Consumer<Resolution> listener;
    private final Map<String, NameInUse> used = new TreeMap<>();
    private volatile List<Followed<Addresses>> followed = List.of();
    private volatile Resolver.@Nullable Subscription inner;
    private volatile String reason = "";
    private volatile boolean ended;
    private PerPart<List<Endpoint>, Set<String>> namesOfParts = PerPart.none();
    private Resolution latest = new Resolution.Pending();
    private @Nullable Resolution told;

    NamesSubscription(Shared shared, Consumer<Resolution> listener) {
        this.shared = shared;
        this.listener = listener;
    }

    /** Begins to hear of the source whose endpoints may be names. */
    void begin(Resolver source, ServiceRef service) {
        inner = source.subscribe(service, resolution -> shared.scheduler().execute(() -> update(resolution)));
    }

    private void update(Resolution resolution) {
        if (isOver()) {
            return;
        }
        latest = resolution;
        follow(namesIn(resolution));
        tell();
    }

    private Set<String> namesIn(Resolution resolution) {
        if (resolution instanceof Resolution.Failed) {
            return used.keySet();
        }
        List<Endpoint> endpoints = resolution instanceof Resolution.Resolved resolved
                ? resolved.snapshot().endpoints()
                : List.of();
        namesOfParts = namesOfParts.next(PartedList.copyOf(endpoints).parts(), part -> part.stream()
                .filter(Endpoint::hasName)
                .map(Endpoint::address)
                .collect(Collectors.toSet()));
        return namesOfParts.results().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private void follow(Set<String> wanted) {
        for (NameInUse use : List.copyOf(used.values())) {
            if (!wanted.contains(use.name())) {
                used.remove(use.name());
                use.end();
            }
        }
        for (String name : wanted) {
            if (!used.containsKey(name)) {
                NameInUse use = new NameInUse(name, shared.names(), this::tell);
                used.put(name, use);
                use.begin();
            }
        }
        followed = used.values().stream().map(NameInUse::followed).toList();
    }

    private void tell() {
        if (isOver()) {
            return;
        }
        Resolution now = latest;
        if (now instanceof Resolution.Resolved resolved && !used.isEmpty()) {
            Map<String, NameState> names = new TreeMap<>();
            used.forEach((name, use) -> names.put(name, use.state()));
            if (!names.values().stream().allMatch(NameState::isHeard)) {
                return;
            }
            NamesAnswer answer = NamesAnswer.of(resolved.snapshot(), names, shared.admitLoopback());
            now = answer.resolution();
            reason = answer.reason();
        } else {
            reason = "";
        }
        if (!now.equals(told)) {
            told = now;
            listener.accept(now);
        }
    }

    private boolean isOver() {
        return ended || shared.isClosed().getAsBoolean();
    }

    @Override
    public Duration age() {
        Resolver.Subscription of = inner;
        return Stream.concat(
                        Stream.of(of == null ? Duration.ZERO : of.age()),
                        followed.stream().map(Followed::age))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    @Override
    public void suspect() {
        Resolver.Subscription of = inner;
        if (of != null) {
            of.suspect();
        }
        followed.forEach(Followed::suspect);
    }

    @Override
    public String reason() {
        Resolver.Subscription of = inner;
        String words = of == null ? "" : of.reason();
        return reason.isEmpty() ? words : words + "; " + reason;
    }

    @Override
    public void close() {
        ended = true;
        Resolver.Subscription of = inner;
        if (of != null) {
            of.close();
        }
        shared.scheduler().execute(() -> {
            used.values().forEach(NameInUse::end);
            used.clear();
            followed = List.of();
        });
    }
}
