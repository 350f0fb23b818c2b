package io.fairlead.kubernetes;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.internal.Admission;
import io.fairlead.internal.IpText;
import io.fairlead.internal.PartedList;
import io.fairlead.internal.SpecialAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * From a Service and all of its slices to what a reference to it resolves to: a pure function, so that the answer never
 * depends on the order in which things were heard of.
 *
 * <p>Which slices and which of their ports count is what kube-proxy does: same namespace, the label with the Service's name,
 * port name and protocol equal to the Service port's. The pods' port number is the slice's own.
 */
final class EndpointMapping {
    private static final Pattern DNS_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([-A-Za-z0-9_]{0,62})(\\.[A-Za-z0-9_][-A-Za-z0-9_]{0,62})*");

    private final ServiceRef ref;
    private final Rules rules;
    private final SliceParts parts;
    private final Admission admission;
    private final Set<String> skipped = new TreeSet<>();
    private boolean usesSlices;

    private EndpointMapping(ServiceRef ref, Rules rules, SliceParts parts) {
        this.ref = ref;
        this.rules = rules;
        this.parts = parts;
        this.admission = new Admission(rules.options().admitLoopback());
    }

    /**
     * What does not depend on the Service.
     *
     * @param source the name of the source
     * @param options which addresses count
     * @param outside whether this process runs outside of the cluster
     */
    record Rules(String source, KubernetesOptions options, boolean outside) {
        ReachChoice reach(ServiceRef ref, ServiceFacts service) {
            return ReachChoice.of(options.reach(), outside, ref, service);
        }
    }

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
        return resolve(ref, service, slices, List.of(), rules, new SliceParts(ref, rules.options()));
    }

    /**
     * The same where Services may be reached by node ports.
     *
     * @param nodes of the cluster
     * @param parts of an earlier answer to the same reference, for what did not change; it decides nothing
     */
    static Mapped resolve(
            ServiceRef ref,
            Optional<ServiceFacts> service,
            Collection<Slice> slices,
            Collection<NodeFacts> nodes,
            Rules rules,
            SliceParts parts) {
        EndpointMapping mapping = new EndpointMapping(ref, rules, parts);
        Resolution resolution = mapping.resolve(service, slices, nodes);
        if (!mapping.usesSlices) {
            parts.clear();
        }
        return new Mapped(resolution, mapping.admission.refused(), mapping.skipped);
    }

    private Resolution resolve(Optional<ServiceFacts> found, Collection<Slice> slices, Collection<NodeFacts> nodes) {
        if (found.isEmpty()) {
            return new Resolution.NotFound(
                    Resolution.NotFound.Reason.SERVICE,
                    "Service " + ref.name() + " does not exist in namespace " + ref.namespace()
                            + ": create it, or ask for name.namespace of one that exists");
        }
        ServiceFacts service = found.get();
        if (!service.externalName().isEmpty()) {
            return new ExternalName(ref, service, rules.source()).resolve();
        }
        PortChoice.Choice choice = new PortChoice(ref, service).choose();
        if (choice instanceof PortChoice.Refused refusal) {
            return refusal.resolution();
        }
        PortChoice.Chosen port = (PortChoice.Chosen) choice;
        return switch (rules.reach(ref, service).reach()) {
            case PODS -> new Resolution.Resolved(pods(service, slices, port));
            case VIRTUAL_IP -> virtualIp(service, port);
            case NODE_PORTS -> nodePorts(service, port, nodes, pods(service, slices, port));
            case LOAD_BALANCER -> loadBalancer(service, port);
        };
    }

    private Resolution virtualIp(ServiceFacts service, PortChoice.Chosen port) {
        List<String> ips = service.clusterIps().stream()
                .flatMap(ip -> IpText.canonical(ip).stream())
                .toList();
        return ips.isEmpty() || !ref.hostname().isEmpty()
                ? unreachable("has no virtual IP" + forOnePod())
                : asGiven(
                        service,
                        port,
                        List.of(Endpoint.builder(ips, port.number()).build()));
    }

    private Resolution nodePorts(
            ServiceFacts service, PortChoice.Chosen port, Collection<NodeFacts> nodes, EndpointSnapshot pods) {
        if (port.nodePort() == 0 || !ref.hostname().isEmpty()) {
            return unreachable("has no node port" + forOnePod());
        }
        List<Endpoint> endpoints = new NodePorts(
                        service, port.nodePort(), rules.options().nodeAddresses(), this::refuses)
                .of(nodes, pods.endpoints());
        return new Resolution.Resolved(new EndpointSnapshot(
                ref,
                rules.source(),
                TrafficPolicy.NODES,
                List.of(),
                endpoints,
                clusterIp(service, port),
                pods.changedAt(),
                service.sessionAffinity()));
    }

    // The addresses of a load balancer may be anything: whoever may write a Service's status may do anything to it.
    private Resolution loadBalancer(ServiceFacts service, PortChoice.Chosen port) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (External.Ingress ingress : service.external().ingress()) {
            Optional<String> address = IpText.canonical(ingress.address())
                    .or(() -> Optional.of(ingress.address()).filter(DNS_NAME.asMatchPredicate()));
            String problem = address.isEmpty()
                    ? "neither an IP address nor a DNS name"
                    : ingress.errors().stream()
                            .filter(error -> error.port() == port.number() && error.protocol() == port.protocol())
                            .map(error -> "its port " + port.number() + " has the error " + error.error())
                            .findFirst()
                            .orElse("");
            if (admission.admits(ingress.address(), problem)) {
                endpoints.add(Endpoint.of(address.orElseThrow(), port.number()));
            }
        }
        if (endpoints.isEmpty() || !ref.hostname().isEmpty()) {
            return unreachable("has no ingress of a load balancer"
                    + (admission.refused().isEmpty() ? forOnePod() : " but " + admission.refused()));
        }
        return asGiven(service, port, endpoints);
    }

    private Resolution asGiven(ServiceFacts service, PortChoice.Chosen port, List<Endpoint> endpoints) {
        return new Resolution.Resolved(new EndpointSnapshot(
                ref,
                rules.source(),
                TrafficPolicy.AS_GIVEN,
                List.of(),
                endpoints,
                clusterIp(service, port),
                Optional.empty(),
                service.sessionAffinity()));
    }

    private String forOnePod() {
        return ref.hostname().isEmpty() ? "" : " of a single pod";
    }

    private Resolution unreachable(String what) {
        return new Resolution.NotFound(
                Resolution.NotFound.Reason.REACH,
                "Service " + ref.name() + " in namespace " + ref.namespace() + " " + what
                        + ", by which the options want it reached: choose another reach, or none");
    }

    private EndpointSnapshot pods(ServiceFacts service, Collection<Slice> slices, PortChoice.Chosen port) {
        List<Slice> own = slices.stream()
                .filter(slice -> slice.service().equals(ref.name()))
                .filter(slice -> slice.id().namespace().equals(ref.namespace()))
                .sorted(Comparator.comparing(slice -> slice.id().name()))
                .toList();
        usesSlices = true;
        List<List<Endpoint>> endpoints = new ArrayList<>(own.size());
        for (SliceParts.Part part : parts.of(own, port, service.weights())) {
            endpoints.add(part.endpoints());
            admission.add(part.refused());
        }
        skipped.addAll(service.weights().bad());
        own.forEach(slice -> skipped.addAll(slice.weights().bad()));
        Optional<Instant> changedAt =
                own.stream().flatMap(slice -> slice.changedAt().stream()).max(Comparator.naturalOrder());
        return new EndpointSnapshot(
                ref,
                rules.source(),
                service.policy(),
                service.families(),
                PartedList.of(endpoints),
                clusterIp(service, port),
                changedAt,
                service.sessionAffinity());
    }

    private boolean refuses(String address, Optional<String> canonical) {
        return !admission.admits(address, SpecialAddress.refusal(canonical));
    }

    private Optional<Endpoint> clusterIp(ServiceFacts service, PortChoice.Chosen port) {
        boolean virtual =
                service.policy() != TrafficPolicy.HEADLESS && ref.hostname().isEmpty();
        return virtual
                ? IpText.canonical(service.clusterIp()).map(ip -> Endpoint.of(ip, port.number()))
                : Optional.empty();
    }
}
