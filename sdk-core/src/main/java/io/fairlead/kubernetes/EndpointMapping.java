package io.fairlead.kubernetes;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.internal.IpText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From a Service and all of its slices to what a reference to it resolves to: a pure function, so that the answer never
 * depends on the order in which things were heard of.
 *
 * <p>Which slices and which of their ports count is what kube-proxy does: same namespace, the label with the Service's name,
 * port name and protocol equal to the Service port's. The pods' port number is the slice's own.
 */
final class EndpointMapping {
    private final ServiceRef ref;
    private final Rules rules;
    private final Set<String> refused = new TreeSet<>();
    private final Set<String> skipped = new TreeSet<>();

    private EndpointMapping(ServiceRef ref, Rules rules) {
        this.ref = ref;
        this.rules = rules;
    }

    /**
     * What does not depend on the Service.
     *
     * @param source the name of the source
     * @param admitLoopback whether 127.0.0.0/8 and ::1 may be endpoints
     */
    record Rules(String source, boolean admitLoopback) {}

    /**
     * An answer and what was left out of it.
     *
     * @param resolution the answer
     * @param refused each address that no endpoint may have, with the reason: {@code 127.0.0.1 (loopback)}
     * @param skipped each part of an annotation that cannot be understood, with what was expected
     */
    record Mapped(Resolution resolution, Set<String> refused, Set<String> skipped) {}

    /**
     * Resolves a reference.
     *
     * @param ref with its namespace
     * @param service the Service of that name, if there is one
     * @param slices of the Service; others do no harm
     */
    static Mapped resolve(ServiceRef ref, Optional<ServiceFacts> service, Collection<Slice> slices, Rules rules) {
        EndpointMapping mapping = new EndpointMapping(ref, rules);
        Resolution resolution = mapping.resolve(service, slices);
        return new Mapped(resolution, mapping.refused, mapping.skipped);
    }

    private Resolution resolve(Optional<ServiceFacts> found, Collection<Slice> slices) {
        if (found.isEmpty()) {
            return new Resolution.NotFound(
                    Resolution.NotFound.Reason.SERVICE,
                    "Service " + ref.name() + " does not exist in namespace " + ref.namespace()
                            + ": create it, or ask for name.namespace of one that exists");
        }
        ServiceFacts service = found.get();
        if (!service.externalName().isEmpty()) {
            return Resolution.Failed.of(
                    Resolution.Failed.Kind.ABSENT,
                    ref + " is of type ExternalName, which is not supported by the watch: call "
                            + service.externalName() + " directly");
        }
        PortChoice.Choice choice = new PortChoice(ref, service).choose();
        if (choice instanceof PortChoice.Refused refusal) {
            return refusal.resolution();
        }
        return new Resolution.Resolved(snapshot(service, slices, (PortChoice.Chosen) choice));
    }

    private EndpointSnapshot snapshot(ServiceFacts service, Collection<Slice> slices, PortChoice.Chosen port) {
        List<Slice> own = slices.stream()
                .filter(slice -> slice.service().equals(ref.name()))
                .filter(slice -> slice.id().namespace().equals(ref.namespace()))
                .sorted(Comparator.comparing(slice -> slice.id().name()))
                .toList();
        List<Endpoint> endpoints = new ArrayList<>();
        own.forEach(slice -> slice.family().ifPresent(family -> port.numbers(slice)
                .forEach(number -> addEndpoints(service.weights(), slice, family, number, endpoints))));
        skipped.addAll(service.weights().bad());
        own.forEach(slice -> skipped.addAll(slice.weights().bad()));
        Optional<Instant> changedAt =
                own.stream().flatMap(slice -> slice.changedAt().stream()).max(Comparator.naturalOrder());
        return new EndpointSnapshot(
                ref,
                rules.source(),
                service.policy(),
                service.families(),
                endpoints,
                clusterIp(service, port),
                changedAt,
                service.sessionAffinity());
    }

    private void addEndpoints(Weights weights, Slice slice, IpFamily family, int number, List<Endpoint> endpoints) {
        for (Slice.Entry entry : slice.entries()) {
            boolean asked = ref.hostname().isEmpty() || ref.hostname().equals(entry.hostname());
            if (asked && admitted(entry, family)) {
                endpoints.add(new Endpoint(
                        entry.addresses(),
                        number,
                        entry.pod(),
                        entry.hostname(),
                        entry.location(),
                        entry.conditions(),
                        entry.hints(),
                        weights.of(slice, entry)));
            }
        }
    }

    private boolean admitted(Slice.Entry entry, IpFamily family) {
        String address = entry.addresses().get(0);
        String refusal = IpFamily.of(address) == family ? entry.refusal() : "no " + family + " address";
        if (refusal.isEmpty() || (rules.admitLoopback() && refusal.equals(SpecialAddress.LOOPBACK))) {
            return true;
        }
        refused.add(address + " (" + refusal + ")");
        return false;
    }

    private Optional<Endpoint> clusterIp(ServiceFacts service, PortChoice.Chosen port) {
        boolean virtual =
                service.policy() != TrafficPolicy.HEADLESS && ref.hostname().isEmpty();
        return virtual
                ? IpText.canonical(service.clusterIp()).map(ip -> Endpoint.of(ip, port.number()))
                : Optional.empty();
    }
}
