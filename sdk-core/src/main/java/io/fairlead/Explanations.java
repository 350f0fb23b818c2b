package io.fairlead;

import io.fairlead.Explanation.EndpointExplanation;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Resolution;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.selection.Selection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Makes an explanation of a state; decides nothing itself. */
record Explanations(Location client) {
    Explanation of(GroupState state, Duration age, String chain, GroupLoad load) {
        return new Explanation(
                state.service(),
                state.snapshot().map(EndpointSnapshot::source).orElse(Explanation.NONE),
                reason(state, chain),
                age,
                client,
                state.failedOpen(),
                state.problem().map(Problem::message),
                state.snapshot().map(s -> endpoints(state, s, load)).orElse(List.of()));
    }

    private static String reason(GroupState state, String chain) {
        if (state.resolution() instanceof Resolution.FailedOpen open) {
            return "called by its Service address, because its pods could not be discovered: "
                    + open.why().message();
        }
        if (state.resolution() instanceof Resolution.Failed failed
                && state.snapshot().isPresent()) {
            return "the last good answer stays in use: " + failed.message();
        }
        return state.snapshot().isPresent()
                ? chain
                : state.problem().map(Problem::message).orElse(chain);
    }

    private List<EndpointExplanation> endpoints(GroupState state, EndpointSnapshot snapshot, GroupLoad load) {
        boolean virtualIpInPlace = state.failedOpen() && !snapshot.endpoints().containsAll(state.usable());
        Stream<EndpointExplanation> inPlace = virtualIpInPlace
                ? state.usable().stream()
                        .map(e -> explained(e, true, "the Service's own address, which knows this node", load))
                : Stream.empty();
        return Stream.concat(
                        inPlace,
                        Selection.of(snapshot, client).explain().stream()
                                .map(v -> explained(v.endpoint(), v.eligible() && !virtualIpInPlace, v.reason(), load)))
                .toList();
    }

    private static EndpointExplanation explained(Endpoint endpoint, boolean eligible, String reason, GroupLoad load) {
        return new EndpointExplanation(
                endpoint, eligible, reason, load.candidate(endpoint).load().inFlight());
    }
}
