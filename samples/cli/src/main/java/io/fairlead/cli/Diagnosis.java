package io.fairlead.cli;

import io.fairlead.EndpointGroup;
import io.fairlead.GroupState;
import io.fairlead.Problem;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.environment.OwnLocation;
import io.fairlead.resilience.RetryConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks each source by itself, so that a failure shows even where another source answers in its place.
 *
 * @param service what to find
 * @param arguments how
 */
record Diagnosis(ServiceRef service, DiscoveryArguments arguments, Surroundings surroundings) {
    private static final String API_SERVER = "kubernetes.default.svc";
    private static final String DOWNWARD_API = """
            env:
            - name: NODE_NAME
              valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
            - name: NODE_ZONE    # Kubernetes 1.35 and later
              valueFrom: {fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}}
            """;

    /** Looks at everything; tells each finding as soon as there is one. */
    void run(Consumer<Finding> out) throws InterruptedException {
        out.accept(place());
        boolean watched = ask(Source.WATCH, out);
        if (!watched) {
            ask(Source.ENDPOINTS, out);
        }
        out.accept(names());
        ask(Source.DNS, out);
        ask(Source.ENV, out);
        out.accept(outcome());
    }

    private Finding place() {
        Location own = OwnLocation.of(surroundings.environment());
        if (own.node().isEmpty()) {
            return Finding.note(
                    "place",
                    "this process does not know its node: hints are not followed, and a Service with internalTrafficPolicy: Local is "
                            + "called by its virtual IP. In a pod add\n" + DOWNWARD_API);
        }
        return Finding.ok(
                "place", "node " + own.node() + (own.zone().isEmpty() ? ", zone unknown" : ", zone " + own.zone()));
    }

    private boolean ask(Source source, Consumer<Finding> out) throws InterruptedException {
        try (DiscoveryArguments.Discovery open = arguments.openOnly(source, surroundings)) {
            GroupState state = Readiness.await(group(open), surroundings.patience());
            out.accept(finding(source, state));
            return state.snapshot().isPresent();
        }
    }

    // What the variables and the older API do not know, others may.
    private static Finding finding(Source source, GroupState state) {
        String subject = source.toString();
        if (state.snapshot().isPresent()) {
            return Finding.ok(subject, "knows " + counted(state));
        }
        String message = state.problem().map(Problem::message).orElse("no answer");
        boolean answered = state.resolution() instanceof Resolution.NotFound;
        return source == Source.WATCH && !answered ? Finding.fix(subject, message) : Finding.note(subject, message);
    }

    // By the resolver of the machine, as a program without discovery would.
    private Finding names() {
        Optional<String> api = address(API_SERVER);
        if (api.isEmpty()) {
            return surroundings.environment().containsKey("KUBERNETES_SERVICE_HOST")
                    ? Finding.fix(
                            "names",
                            API_SERVER
                                    + " has no address: the pod's DNS does not answer, or its dnsPolicy is not ClusterFirst")
                    : Finding.note(
                            "names", API_SERVER + " has no address: this process does not use the cluster's DNS");
        }
        return Finding.ok("names", API_SERVER + " is " + api.get());
    }

    private static Optional<String> address(String name) {
        try {
            return Optional.of(InetAddress.getByName(name).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private Finding outcome() throws InterruptedException {
        try (DiscoveryArguments.Discovery open =
                arguments.open(surroundings, Balancer.adaptive(), RetryConfig.defaults(), Optional.empty())) {
            GroupState state = Readiness.await(group(open), surroundings.patience());
            if (state.problem().isPresent()) {
                return Finding.fix("service", state.problem().get().message());
            }
            if (state.resolution() instanceof Resolution.FailedOpen) {
                return Finding.note(
                        "service",
                        service + " is called by its own address, since its pods cannot be discovered: see above");
            }
            return Finding.ok("service", service + ": " + counted(state));
        }
    }

    private EndpointGroup group(DiscoveryArguments.Discovery open) {
        return open.services().group(service);
    }

    private static String counted(GroupState state) {
        int all = state.snapshot().map(snapshot -> snapshot.endpoints().size()).orElse(0);
        String source = state.snapshot().map(snapshot -> snapshot.source()).orElse("nowhere");
        return state.usable().size() + " usable endpoints of " + all + ", from " + source;
    }
}
