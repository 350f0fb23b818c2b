package io.fairlead;

import io.fairlead.Explanation.EndpointExplanation;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.Ejection;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.resilience.CallLimits;
import io.fairlead.selection.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an explanation of a state; decides nothing itself. */
record Explanations(OwnPlace place) {
    Explanation of(
            GroupState state,
            Duration age,
            String chain,
            GroupLoad load,
            @Nullable CallLimits limits,
            GroupPolicy policy) {
        return new Explanation(
                state.service(),
                state.snapshot().map(EndpointSnapshot::source).orElse(Explanation.NONE),
                reason(state, chain),
                age,
                place.location(),
                place.toString(),
                state.failedOpen(),
                state.problem().map(Problem::message),
                policy.affinity(),
                Optional.ofNullable(limits).map(CallLimits::describe),
                state.snapshot()
                        .map(s -> endpoints(
                                state, s, load, new EndpointWeights(s.policy(), policy.overAll(), state.usable())))
                        .orElse(List.of()));
    }

    private static String reason(GroupState state, String chain) {
        if (state.resolution() instanceof Resolution.FailedOpen open) {
            return "called by its Service address, because its pods could not be discovered: "
                    + open.why().message();
        }
        if (state.resolution() instanceof Resolution.LastGood lastGood) {
            return "the last good answer of an earlier process, proven at " + lastGood.provenAt()
                    + ", is used until a source answers: " + lastGood.why().message();
        }
        if (state.resolution() instanceof Resolution.Failed failed
                && state.snapshot().isPresent()) {
            return "the last good answer stays in use: " + failed.message();
        }
        return state.snapshot().isPresent()
                ? chain
                : state.problem().map(Problem::message).orElse(chain);
    }

    private List<EndpointExplanation> endpoints(
            GroupState state, EndpointSnapshot snapshot, GroupLoad load, EndpointWeights weights) {
        boolean virtualIpInPlace = state.failedOpen() && !snapshot.endpoints().containsAll(state.usable());
        Stream<EndpointExplanation> inPlace = virtualIpInPlace
                ? state.usable().stream()
                        .map(e -> explained(e, true, "the Service's own address, which knows this node", load, weights))
                : Stream.empty();
        return Stream.concat(
                        inPlace,
                        Selection.of(snapshot, place.location()).explain().stream()
                                .map(v -> explained(
                                        v.endpoint(), v.eligible() && !virtualIpInPlace, v.reason(), load, weights)))
                .toList();
    }

    private static EndpointExplanation explained(
            Endpoint endpoint, boolean eligible, String reason, GroupLoad load, EndpointWeights weights) {
        Candidate known = load.candidate(endpoint);
        Optional<Ejection> ejection = eligible ? known.ejection() : Optional.empty();
        return new EndpointExplanation(
                endpoint,
                eligible && ejection.isEmpty() && !weights.excludes(endpoint),
                ejection.map(e -> ejected(e, load.nowNanos())).orElse(reason),
                weights.describe(endpoint),
                known.inFlight());
    }

    private static String ejected(Ejection ejection, long nowNanos) {
        // Rounded up: "0.0 s more" would read as over.
        long tenths = (ejection.remaining(nowNanos).toMillis() + 99) / 100;
        return "ejected for " + tenths / 10 + "." + tenths % 10 + " s more: " + ejection.reason();
    }
}
