package io.fairlead.environment;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.resolver.Resolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The kubelet's service variables ({@code ORDERS_SERVICE_HOST} and so on): the virtual IP of each Service of the pod's own
 * namespace that had one when the pod started, and of the API server. Needs neither the API nor DNS. What it says never changes,
 * so what it does not know is for other sources to tell: {@link Failed.Kind#ABSENT}, never {@link Resolution.NotFound}.
 */
public final class EnvironmentResolver implements Resolver {
    private static final ServiceRef API_SERVER = ServiceRef.of("kubernetes", "default");

    private final Map<String, String> variables;
    private final Supplier<Optional<String>> ownNamespace;

    private EnvironmentResolver(Map<String, String> variables, Supplier<Optional<String>> ownNamespace) {
        this.variables = Map.copyOf(variables);
        this.ownNamespace = ownNamespace;
    }

    /**
     * A resolver of these variables.
     *
     * @param variables by name
     * @param ownNamespace the namespace whose Services they tell about; empty if it is unknown, then they are taken to be of
     *     the namespace that is asked for
     * @return a source named {@code environment}
     */
    public static EnvironmentResolver of(Map<String, String> variables, Optional<String> ownNamespace) {
        return new EnvironmentResolver(variables, () -> ownNamespace);
    }

    /**
     * A resolver of this process's own variables, read now.
     *
     * @param ownNamespace as with {@link #of}; asked when a Service is asked for
     */
    public static EnvironmentResolver system(Supplier<Optional<String>> ownNamespace) {
        return new EnvironmentResolver(System.getenv(), ownNamespace);
    }

    @Override
    public String source() {
        return "environment";
    }

    @Override
    public Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        Answer answer = resolve(service);
        listener.accept(answer.resolution());
        return Subscription.constant(answer.reason());
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /**
     * An answer.
     *
     * @param reason what it was read from, for explanations
     */
    private record Answer(Resolution resolution, String reason) {}

    private Answer resolve(ServiceRef service) {
        if (!service.hostname().isEmpty()) {
            return absent(
                    service,
                    "service variables know Services only, no single pods: ask another source, " + "or for the Service "
                            + service.name());
        }
        // Every pod has the variables of kubernetes.default, whatever its namespace.
        Optional<String> own = ownNamespace.get();
        boolean inReach = own.isEmpty()
                || own.get().equals(service.namespace())
                || service.withPort(PortRef.only()).equals(API_SERVER);
        if (!inReach) {
            return absent(
                    service,
                    "service variables hold only Services of the pod's own namespace, " + own.get()
                            + ", that are older than the pod: ask another source");
        }
        try {
            return ServiceVariables.of(variables, service.name())
                    .map(known -> portOf(service, known))
                    .orElseGet(() -> absent(
                            service,
                            "no variable " + ServiceVariables.hostVariable(service.name())
                                    + ": the kubelet sets it only if the Service has a cluster IP and is older than the pod, and not "
                                    + "with enableServiceLinks: false. Restart the pod, or ask another source"));
        } catch (IllegalArgumentException e) {
            String message = service + ": service variable " + e.getMessage();
            return new Answer(new Failed(Failed.Kind.INVALID, message, Optional.of(e)), message);
        }
    }

    private Answer portOf(ServiceRef service, ServiceVariables known) {
        if (service.port() instanceof PortRef.Named named) {
            return resolvedOrUnknown(service, known, known.port(named.name()));
        }
        if (known.ports().isEmpty()) {
            return absent(
                    service, "no variable " + known.portVariable() + " with a number, and none that names a port");
        }
        if (service.port() instanceof PortRef.Numbered) {
            return resolvedOrUnknown(
                    service,
                    known,
                    known.ports().stream()
                            .filter(port -> matches(port, service.port()))
                            .findFirst());
        }
        return known.ports().size() == 1
                ? resolved(service, known.ports().get(0))
                : absent(service, "several ports in " + listed(known) + ": name one of them");
    }

    private Answer resolvedOrUnknown(ServiceRef service, ServiceVariables known, Optional<ServicePort> port) {
        return port.map(found -> resolved(service, found))
                .orElseGet(() -> absent(
                        service,
                        "no such port in " + listed(known) + ": name one of them; a newer port is known to other "
                                + "sources, or after a restart of the pod"));
    }

    private static boolean matches(ServicePort port, PortRef asked) {
        return asked.equals(new PortRef.Numbered(port.number(), port.protocol()));
    }

    private Answer resolved(ServiceRef service, ServicePort port) {
        Endpoint clusterIp = Endpoint.of(port.address(), port.number());
        return new Answer(
                new Resolution.Resolved(new EndpointSnapshot(
                        service,
                        source(),
                        TrafficPolicy.AS_GIVEN,
                        List.of(),
                        List.of(clusterIp),
                        Optional.of(clusterIp),
                        Optional.empty())),
                "the variables " + ServiceVariables.hostVariable(service.name()) + " and " + port.variable()
                        + ", which are as old as the pod");
    }

    private static Answer absent(ServiceRef service, String why) {
        String message = service + ": " + why;
        return new Answer(Failed.of(Failed.Kind.ABSENT, message), message);
    }

    /** The variables' age, and {@code 53/udp, 8080/tcp; by name http (8080)}. */
    private static String listed(ServiceVariables known) {
        String numbers = known.ports().stream().map(ServicePort::toString).collect(Collectors.joining(", "));
        String names = known.portNames().entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return "the Service's variables, which are as old as the pod and tell of " + numbers
                + (names.isEmpty() ? "" : "; by name " + names);
    }
}
