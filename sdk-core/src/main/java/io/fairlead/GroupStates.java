package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.selection.Selection;
import io.fairlead.selection.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From what the sources say of one Service to what calls may use. What it says depends on nothing that was said before, apart from what a
 * failure leaves in use; it keeps the last selection, while that is in use, only to work out less. Used by one thread at a time.
 */
final class GroupStates {
    private static final int NAMED_ENDPOINTS = 5;

    private final OwnPlace place;
    private final boolean strict;
    private @Nullable Selection last;

    /**
     * Of a Service of which nothing was said.
     *
     * @param place where this process runs
     * @param strict whether a virtual IP must not take the place of pods
     */
    GroupStates(OwnPlace place, boolean strict) {
        this.place = place;
        this.strict = strict;
    }

    static GroupState pending(ServiceRef service, String sources) {
        return without(
                service,
                new Resolution.Pending(),
                new Problem.NoEndpoints(
                        NoEndpointsException.Reason.NOT_READY_IN_TIME,
                        service + ": no answer yet from " + sources + "; wait for awaitReady(), and look at explain(\""
                                + service + "\") if none comes"));
    }

    static GroupState closed(ServiceRef service) {
        String message = service + ": the ServiceDiscovery is closed; make another, or close it later";
        return without(service, new Resolution.Pending(), new Problem.Closed(message));
    }

    /** The state after a new word of the sources. What fails or has yet to come leaves the last good answer in use. */
    GroupState after(GroupState before, Resolution resolution) {
        if (resolution instanceof Resolution.Resolved resolved) {
            return selected(before.service(), resolution, resolved.snapshot());
        }
        if (resolution instanceof Resolution.FailedOpen open) {
            return selected(before.service(), resolution, open.snapshot());
        }
        if (resolution instanceof Resolution.LastGood lastGood) {
            return selected(before.service(), resolution, lastGood.snapshot());
        }
        if (resolution instanceof Resolution.NotFound notFound) {
            last = null;
            return without(before.service(), resolution, new Problem.NotFound(notFound));
        }
        if (before.snapshot().isEmpty() && resolution instanceof Resolution.Failed failed) {
            return without(before.service(), resolution, new Problem.Failed(failed));
        }
        return new GroupState(
                before.service(),
                resolution,
                before.snapshot(),
                before.usable(),
                before.failedOpen(),
                before.problem());
    }

    /** The same word of the sources, of a place that is known better now. */
    GroupState again(GroupState state) {
        return state.snapshot()
                .map(snapshot -> selected(state.service(), state.resolution(), snapshot))
                .orElse(state);
    }

    private GroupState selected(ServiceRef service, Resolution resolution, EndpointSnapshot snapshot) {
        boolean placeNeeded = snapshot.policy() == TrafficPolicy.LOCAL
                && place.location().node().isEmpty();
        if (placeNeeded && !strict && snapshot.clusterIp().isPresent()) {
            last = null;
            List<Endpoint> virtualIp = List.of(snapshot.clusterIp().get());
            return new GroupState(service, resolution, Optional.of(snapshot), virtualIp, true, Optional.empty());
        }
        Selection selection =
                last == null ? Selection.of(snapshot, place.location()) : last.next(snapshot, place.location());
        last = selection;
        Optional<Problem> problem = selection.usable().isEmpty()
                ? Optional.of(noEndpoints(service, snapshot, selection, placeNeeded))
                : Optional.empty();
        boolean failedOpen = resolution instanceof Resolution.FailedOpen;
        return new GroupState(service, resolution, Optional.of(snapshot), selection.usable(), failedOpen, problem);
    }

    private static GroupState without(ServiceRef service, Resolution resolution, Problem problem) {
        return new GroupState(service, resolution, Optional.empty(), List.of(), false, Optional.of(problem));
    }

    private Problem noEndpoints(
            ServiceRef service, EndpointSnapshot snapshot, Selection selection, boolean placeNeeded) {
        if (snapshot.policy() == TrafficPolicy.NODES) {
            return new Problem.NoEndpoints(
                    NoEndpointsException.Reason.NONE_READY,
                    service + " is reached by node ports, and no node serves it ("
                            + (snapshot.endpoints().isEmpty() ? "none has an address" : seen(selection))
                            + "): look at the nodes, or choose another reach or other nodeAddresses");
        }
        if (snapshot.endpoints().isEmpty()) {
            return new Problem.NoEndpoints(
                    NoEndpointsException.Reason.EMPTY,
                    service
                            + " exists and has no endpoints: scale its workload up, check that the Service's selector matches the "
                            + "labels of the pods, or see in explain(\"" + service
                            + "\") whether addresses are left out");
        }
        if (snapshot.policy() == TrafficPolicy.LOCAL) {
            String advice = placeNeeded
                    ? "this process does not know its node: set the builder's location(), or the variable NODE_NAME from "
                            + "the downward API (spec.nodeName)"
                    : "node " + place.location().node()
                            + " has none that is usable, and calls must not go to other nodes";
            return new Problem.NoEndpoints(
                    NoEndpointsException.Reason.NONE_ON_THIS_NODE,
                    service + " has internalTrafficPolicy: Local, and " + advice + " (" + seen(selection) + ")");
        }
        return new Problem.NoEndpoints(
                NoEndpointsException.Reason.NONE_READY,
                service + " has endpoints and none is usable: " + seen(selection)
                        + "; look at the pods' readiness probes");
    }

    private static String seen(Selection selection) {
        List<Verdict> all = selection.explain();
        String named = all.stream()
                .limit(NAMED_ENDPOINTS)
                .map(v -> v.endpoint().hostPort() + " " + v.reason())
                .collect(Collectors.joining(", "));
        return all.size() > NAMED_ENDPOINTS ? named + " and " + (all.size() - NAMED_ENDPOINTS) + " more" : named;
    }
}
