package io.fairlead.kubernetes;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Admission;
import io.fairlead.internal.PerPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that one reference means in each slice of its Service. Those of a slice are the same list as long as the slice, the port and
 * the Service's weights are: whoever they are told to sees what did not change. Used by one thread at a time.
 */
final class SliceParts {
    private final ServiceRef ref;
    private final boolean admitLoopback;
    private @Nullable Terms terms;
    private PerPart<Slice, Part> parts = PerPart.none();

    /** What the endpoints of a slice depend on besides. */
    private record Terms(PortChoice.Chosen port, Weights weights) {}

    /**
     * What a slice gives.
     *
     * @param endpoints with the port that is meant
     * @param refused each address that no endpoint may have, with the reason
     */
    record Part(List<Endpoint> endpoints, Set<String> refused) {}

    SliceParts(ServiceRef ref, KubernetesOptions options) {
        this.ref = ref;
        this.admitLoopback = options.admitLoopback();
    }

    /** One for each slice. */
    List<Part> of(List<Slice> slices, PortChoice.Chosen port, Weights weights) {
        Terms asked = new Terms(port, weights);
        PerPart<Slice, Part> known = asked.equals(terms) ? parts : PerPart.none();
        terms = asked;
        parts = known.next(slices, slice -> part(slice, asked));
        return parts.results();
    }

    /** The slices count no more. */
    void clear() {
        parts = PerPart.none();
    }

    private Part part(Slice slice, Terms of) {
        int[] numbers =
                slice.family().isEmpty() ? new int[0] : of.port().numbers(slice).toArray();
        boolean asItIs = numbers.length == 1
                && numbers[0] == slice.number()
                && slice.refusals().isEmpty()
                && ref.hostname().isEmpty()
                && of.weights().named().isEmpty()
                && slice.weights().all().isEmpty();
        return asItIs ? new Part(slice.endpoints(), Set.of()) : meant(slice, numbers, of.weights());
    }

    private Part meant(Slice slice, int[] numbers, Weights weights) {
        Admission admission = new Admission(admitLoopback);
        List<Endpoint> endpoints = new ArrayList<>();
        IntStream.of(numbers).forEach(number -> slice.endpoints().stream()
                .filter(this::isAsked)
                .filter(endpoint ->
                        admission.admits(endpoint.address(), slice.refusals().getOrDefault(endpoint.address(), "")))
                .map(endpoint -> endpoint.toBuilder()
                        .port(number)
                        .weight(weights.of(slice, endpoint))
                        .build())
                .forEach(endpoints::add));
        return new Part(Endpoint.compact(endpoints), Set.copyOf(admission.refused()));
    }

    private boolean isAsked(Endpoint endpoint) {
        return ref.hostname().isEmpty() || ref.hostname().equals(endpoint.hostname());
    }
}
