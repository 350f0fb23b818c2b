package io.fairlead;

import io.fairlead.endpoint.ServiceRef;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All groups of one discovery, and what ends with it. */
final class Groups {
    private final GroupContext context;
    private final Supplier<String> findNamespace;
    private final Explanations explanations;
    private final Runnable ending;
    private final Map<ServiceRef, EndpointGroup> groups = new ConcurrentHashMap<>();
    // Also those that rest and were forgotten, as long as somebody has one: who asks for it gets the same, and who
    // has it has to hear of the end. The keys are the groups' own.
    private final Map<ServiceRef, WeakReference<EndpointGroup>> everMade = new WeakHashMap<>();
    private volatile String ownNamespace = "";
    private volatile boolean closed;

    /**
     * No groups yet.
     *
     * @param findNamespace asked by the first reference that names no namespace; may read files
     * @param ending ends what was made for this discovery, after its sources were closed
     */
    Groups(GroupContext context, Supplier<String> findNamespace, Runnable ending) {
        this.context = context;
        this.findNamespace = findNamespace;
        this.explanations = new Explanations(context.place());
        context.place().whenChanged(() -> everMade().forEach(EndpointGroup::selectAgain));
        this.ending = ending;
    }

    EndpointGroup get(ServiceRef service) {
        EndpointGroup group = probe(service);
        group.expect();
        return group;
    }

    EndpointGroup probe(ServiceRef service) {
        ServiceRef full = service.namespace().isEmpty() ? service.inNamespace(ownNamespace()) : service;
        // Looked up by every call: the map locks for what it may have to make.
        EndpointGroup known = groups.get(full);
        EndpointGroup group = known != null ? known : groups.computeIfAbsent(full, this::heldOrNew);
        if (closed) {
            group.close();
        }
        return group;
    }

    Explanation explain(ServiceRef service) {
        return get(service).explain(explanations);
    }

    void close() {
        closed = true;
        everMade().forEach(EndpointGroup::close);
        context.sources().close();
        ending.run();
    }

    // Found once: a name without namespace is looked up by every call. Two threads that are first find the same.
    private String ownNamespace() {
        if (ownNamespace.isEmpty()) {
            ownNamespace = findNamespace.get();
        }
        return ownNamespace;
    }

    private EndpointGroup heldOrNew(ServiceRef service) {
        synchronized (everMade) {
            WeakReference<EndpointGroup> known = everMade.get(service);
            EndpointGroup held = known == null ? null : known.get();
            if (held != null) {
                return held;
            }
            EndpointGroup made = new FollowedService(service, context, this::forget).group();
            // Not over an entry that is there: it would keep its key, which goes with the old group.
            everMade.remove(service);
            everMade.put(service, new WeakReference<>(made));
            return made;
        }
    }

    // Closing one tells listeners, who may ask for another: not under the lock.
    private List<EndpointGroup> everMade() {
        synchronized (everMade) {
            return everMade.values().stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    private void forget(FollowedService unused) {
        groups.remove(unused.service(), unused.group());
    }
}
