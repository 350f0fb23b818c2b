package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Admission;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answer to a reference, and the words about it.
 *
 * @param resolution the answer
 * @param reason how it comes about, for explanations
 * @param warnings what somebody should mend
 */
record ServiceAnswer(Resolution resolution, String reason, List<String> warnings) {
    /**
     * By what is known: a pure function.
     *
     * @param kind what tells of endpoints
     * @param known listed, and without a failure
     * @param parts of an earlier answer to the same reference; they decide nothing
     */
    static ServiceAnswer of(
            ServiceRef ref, EndpointKind kind, KnownService known, EndpointMapping.Rules rules, SliceParts parts) {
        EndpointMapping.Mapped mapped = EndpointMapping.resolve(
                ref,
                known.service(),
                known.endpoints().stream()
                        .flatMap(object -> object.slices().stream())
                        .toList(),
                known.nodes(),
                rules,
                parts);
        boolean unknown = kind == EndpointKind.ENDPOINTS
                && known.needs().endpoints()
                && known.endpoints().isEmpty();
        if (unknown && mapped.resolution() instanceof Resolution.Resolved) {
            return withoutEndpoints(ref);
        }
        Stream<String> refused =
                mapped.refused().stream().map(address -> "an endpoint is left out because of its address " + address);
        Stream<String> skipped = mapped.skipped().stream().map(entry -> "part of an annotation is skipped, " + entry);
        return new ServiceAnswer(
                mapped.resolution(),
                reason(ref, kind, known, mapped),
                Stream.concat(refused, skipped).toList());
    }

    // A controller makes Endpoints for every Service that selects pods, even if it finds none: without them nothing is
    // known of pods.
    private static ServiceAnswer withoutEndpoints(ServiceRef ref) {
        Resolution.Failed failure = Resolution.Failed.of(
                Resolution.Failed.Kind.ABSENT,
                ref
                        + ": there are no Endpoints of that name, so its pods are not known by them: allow list and watch on "
                        + "endpointslices, or see whether this cluster still makes Endpoints");
        return new ServiceAnswer(failure, "there are no Endpoints for the Service " + ServiceName.of(ref), List.of());
    }

    private static String reason(ServiceRef ref, EndpointKind kind, KnownService known, EndpointMapping.Mapped mapped) {
        Needs needs = known.needs();
        String others =
                (needs.endpoints() ? "the " + kind.objects() + " and " : "") + (needs.nodes() ? "the Nodes and " : "");
        String notes = needs.endpoints()
                ? known.endpoints().stream()
                        .map(SliceSource::note)
                        .filter(note -> !note.isEmpty())
                        .map(note -> "; " + note)
                        .collect(Collectors.joining())
                : "";
        return others + "the Service " + ServiceName.of(ref) + (others.isEmpty() ? " is" : " are") + " watched"
                + (known.ofNamespace() ? " with all of the namespace" : "")
                + (needs.endpoints() ? kind.limits() : "") + needs.reach() + notes
                + Admission.note(mapped.refused())
                + (mapped.skipped().isEmpty() ? "" : "; skipped in annotations: " + mapped.skipped());
    }
}
