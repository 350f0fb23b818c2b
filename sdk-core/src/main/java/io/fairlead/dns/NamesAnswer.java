package io.fairlead.dns;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.internal.Admission;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot with names resolves to by what is known of these.
 *
 * @param resolution the same with addresses, or that DNS cannot tell any
 * @param reason how that comes about, for explanations
 */
record NamesAnswer(Resolution resolution, String reason) {
    /**
     * A pure function.
     *
     * @param snapshot with an endpoint at least
     * @param names each name of it, in the order in which they are told of
     * @param admitLoopback whether the target of an ExternalName may be this machine
     */
    static NamesAnswer of(EndpointSnapshot snapshot, Map<String, NameState> names, boolean admitLoopback) {
        Admission admission = new Admission(admitLoopback);
        List<Endpoint> endpoints = snapshot.endpoints().stream()
                .flatMap(endpoint -> endpoint.hasName()
                        ? addressesOf(endpoint, names.get(endpoint.address()), admission)
                        : Stream.of(endpoint))
                .toList();
        List<Looked.Unknown<Addresses>> unknown =
                names.values().stream().flatMap(name -> name.unknown().stream()).toList();
        String reason = names.values().stream().map(NameState::describe).collect(Collectors.joining("; "))
                + Admission.note(admission.refused());
        boolean allUnknown = unknown.size() == names.size();
        if (allUnknown && snapshot.endpoints().stream().allMatch(Endpoint::hasName)) {
            Resolution failure = Resolution.Failed.of(
                    unknown.get(0).kind(), snapshot.service() + ": DNS cannot tell where it is: " + reason);
            return new NamesAnswer(failure, reason);
        }
        return new NamesAnswer(new Resolution.Resolved(snapshot.withEndpoints(endpoints)), reason);
    }

    private static Stream<Endpoint> addressesOf(Endpoint endpoint, @Nullable NameState name, Admission admission) {
        if (name == null || name.isLeftAsName()) {
            return Stream.of(endpoint);
        }
        Addresses known = endpoint.tlsName().isEmpty()
                ? name.addresses()
                : name.addresses().admittedBy(admission);
        return known.paired().stream().map(endpoint::withAddresses);
    }
}
