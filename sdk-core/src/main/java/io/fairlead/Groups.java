package io.fairlead;

import io.fairlead.endpoint.ServiceRef;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
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
    // Also those that rest and were forgotten: whoever still has one has to hear of the end.
    private final Set<EndpointGroup> everMade =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
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
        this.explanations = new Explanations(context.states().client());
        this.ending = ending;
    }

    EndpointGroup get(ServiceRef service) {
        EndpointGroup group = probe(service);
        group.expect();
        return group;
    }

    EndpointGroup probe(ServiceRef service) {
        ServiceRef full = service.namespace().isEmpty() ? service.inNamespace(ownNamespace()) : service;
        EndpointGroup group = groups.computeIfAbsent(full, this::newGroup);
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
        synchronized (everMade) {
            everMade.forEach(EndpointGroup::close);
        }
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

    private EndpointGroup newGroup(ServiceRef service) {
        EndpointGroup group = new EndpointGroup(new FollowedService(service, context, this::forget), context);
        everMade.add(group);
        return group;
    }

    private void forget(FollowedService unused) {
        groups.computeIfPresent(unused.service(), (service, group) -> group.follows(unused) ? null : group);
    }
}
