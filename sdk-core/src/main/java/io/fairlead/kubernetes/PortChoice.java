package io.fairlead.kubernetes;

import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Protocol;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.NotFound.Reason;
import io.fairlead.endpoint.ServiceRef;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which port of a Service a reference means. Never "the first": a Service with several ports needs one named. A headless
 * Service may have no ports at all; a number then is the pods' own.
 */
final class PortChoice {
    private final ServiceRef ref;
    private final ServiceFacts service;

    PortChoice(ServiceRef ref, ServiceFacts service) {
        this.ref = ref;
        this.service = service;
    }

    /** The outcome. */
    sealed interface Choice {}

    /** There is no such port, or no telling which. */
    record Refused(Resolution.NotFound resolution) implements Choice {}

    /**
     * The port.
     *
     * @param name the name that slices know it by
     * @param number the Service's number, or the pods' where the Service has no ports
     * @param nodePort the number at every node, 0 if there is none
     * @param ofPods whether the number is the pods' own and slices need not name it
     */
    record Chosen(String name, Protocol protocol, int number, int nodePort, boolean ofPods) implements Choice {
        /** The numbers that it has in a slice, hardly ever more than one. */
        IntStream numbers(Slice slice) {
            return ofPods
                    ? IntStream.of(number)
                    : slice.ports().stream()
                            .filter(port -> port.name().equals(name) && port.protocol() == protocol)
                            .mapToInt(Slice.Port::number);
        }
    }

    Choice choose() {
        if (service.ports().isEmpty()) {
            return ref.port() instanceof PortRef.Numbered port
                    ? new Chosen("", port.protocol(), port.number(), 0, true)
                    : refused(Reason.PORT, " has no ports: give the pods' own port as a number, such as :8080");
        }
        List<ServiceFacts.Port> matches =
                service.ports().stream().filter(this::matches).toList();
        if (matches.size() == 1) {
            ServiceFacts.Port port = matches.get(0);
            return new Chosen(port.name(), port.protocol(), port.number(), port.nodePort(), false);
        }
        return matches.isEmpty()
                ? refused(Reason.PORT, " has no port " + ref.port() + ". It has " + ports() + ": ask for one of these")
                : refused(Reason.AMBIGUOUS_PORT, " has several ports, " + ports() + ": say which");
    }

    private boolean matches(ServiceFacts.Port port) {
        if (ref.port() instanceof PortRef.Named named) {
            return named.name().equals(port.name());
        }
        if (ref.port() instanceof PortRef.Numbered numbered) {
            return numbered.number() == port.number() && numbered.protocol() == port.protocol();
        }
        return true;
    }

    private Refused refused(Reason reason, String what) {
        String text = "Service " + ref.name() + " in namespace " + ref.namespace() + what;
        return new Refused(new Resolution.NotFound(reason, text));
    }

    private String ports() {
        return service.ports().stream().map(ServiceFacts.Port::toString).collect(Collectors.joining(", "));
    }
}
