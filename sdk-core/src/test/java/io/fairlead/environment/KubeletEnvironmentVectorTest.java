package io.fairlead.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Protocol;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.vectors.VectorFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every record that the kubelet's own code computed. */
class KubeletEnvironmentVectorTest {
    private record Port(Optional<String> name, int number, Protocol protocol) {
        PortRef byNumber() {
            return new PortRef.Numbered(number, protocol);
        }
    }

    private record Service(String namespace, String name, String clusterIp, List<Port> ports) {
        String variable() {
            return name.toUpperCase(Locale.ROOT).replace('-', '_');
        }

        boolean hasClusterIp() {
            return !clusterIp.isEmpty() && !clusterIp.equals("None");
        }

        // The API server refuses dots in the name of a Service, and so does a reference.
        boolean canBeAskedFor() {
            return !name.contains(".");
        }

        Set<String> places() {
            return ports.stream().map(this::place).collect(Collectors.toSet());
        }

        String place(Port port) {
            return Endpoint.of(clusterIp, port.number()).hostPort();
        }
    }

    /** What one pod knows: the Services whose variables it has, and the keys that two of them write. */
    private record View(List<Service> visible, Optional<String> namespace, Set<String> contested) {
        List<Service> writersOf(String variable) {
            return visible.stream()
                    .filter(service -> service.variable().equals(variable))
                    .toList();
        }

        /** Whether nobody else writes the variables that tell this Service's ports by number, or those that start so. */
        boolean isCertain(Service service, String... variables) {
            return writersOf(service.variable()).equals(List.of(service))
                    && Stream.of(variables)
                            .noneMatch(start -> contested.stream().anyMatch(key -> key.startsWith(start)));
        }
    }

    @TestFactory
    Stream<DynamicTest> theKubeletsVariablesAreRead() {
        return Stream.of(
                VectorFiles.eachRecordOf("kubelet-env-cases.jsonl", KubeletEnvironmentVectorTest::runCase),
                VectorFiles.eachRecordOf("kubelet-pod-env-cases.jsonl", KubeletEnvironmentVectorTest::runPodCase));
    }

    private static void runCase(JsonNode each) {
        List<Service> services = services(each);
        run(each, services, services.stream().filter(Service::hasClusterIp).toList(), Optional.empty());
    }

    private static void runPodCase(JsonNode each) {
        String own = each.get("podNamespace").asString();
        boolean links = each.get("enableServiceLinks").asBoolean();
        List<Service> services = services(each);
        List<Service> ofNamespace = services.stream()
                .filter(service -> links && service.namespace().equals(own) && service.hasClusterIp())
                .toList();
        List<Service> visible = new ArrayList<>(ofNamespace);
        services.stream()
                .filter(service -> service.name().equals("kubernetes")
                        && service.namespace().equals("default"))
                .filter(service -> service.hasClusterIp()
                        && ofNamespace.stream().noneMatch(other -> other.name().equals("kubernetes")))
                .forEach(visible::add);
        run(each, services, visible, Optional.of(own));
    }

    private static void run(JsonNode each, List<Service> services, List<Service> visible, Optional<String> namespace) {
        Map<String, String> env = new HashMap<>();
        each.get("env")
                .properties()
                .forEach(entry -> env.put(entry.getKey(), entry.getValue().asString()));
        JsonNode ambiguous = each.path("ambiguous");
        View view = new View(visible, namespace, Set.copyOf(ambiguous.propertyNames()));
        ask(EnvironmentResolver.of(env, namespace), services, view);
        ambiguous.properties().forEach(entry -> entry.getValue().forEach(value -> {
            Map<String, String> other = new HashMap<>(env);
            other.put(entry.getKey(), value.asString());
            ask(EnvironmentResolver.of(other, namespace), services, view);
        }));
    }

    private static void ask(EnvironmentResolver resolver, List<Service> services, View view) {
        for (Service service : services) {
            if (!service.canBeAskedFor()) {
                continue;
            }
            if (view.visible().contains(service)) {
                service.ports().forEach(port -> askForPort(resolver, service, port, view));
                askForOnlyPort(resolver, service, view);
                askForUnknownPort(resolver, service, view);
            } else {
                askForInvisible(resolver, service, view);
            }
        }
    }

    private static void askForPort(EnvironmentResolver resolver, Service service, Port port, View view) {
        boolean certain = view.isCertain(service, urlVariable(service, port));
        check(resolve(resolver, service, port.byNumber()), service, Set.of(service.place(port)), certain, view);
        port.name().ifPresent(name -> {
            String variable = service.variable() + "_SERVICE_PORT_"
                    + name.toUpperCase(Locale.ROOT).replace('-', '_');
            boolean nameCertain = certain && view.isCertain(service, variable);
            Resolution byName = resolve(resolver, service, new PortRef.Named(name));
            check(byName, service, Set.of(service.place(port)), nameCertain, view);
        });
    }

    private static void askForOnlyPort(EnvironmentResolver resolver, Service service, View view) {
        Resolution answer = resolve(resolver, service, PortRef.only());
        boolean certain = view.isCertain(service, service.variable() + "_PORT_");
        if (certain
                && Set.copyOf(service.ports().stream().map(Port::byNumber).toList())
                                .size()
                        > 1) {
            assertThat(answer).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.kind()).isEqualTo(Failed.Kind.ABSENT);
                assertThat(failed.message()).contains("several ports");
                service.ports().forEach(port -> assertThat(failed.message()).contains(port.number() + "/"));
            });
        } else {
            check(answer, service, service.places(), certain, view);
        }
    }

    private static void askForUnknownPort(EnvironmentResolver resolver, Service service, View view) {
        Set<PortRef> known = view.writersOf(service.variable()).stream()
                .flatMap(writer -> writer.ports().stream().map(Port::byNumber))
                .collect(Collectors.toSet());
        PortRef unknown = Stream.iterate(1, number -> number + 1)
                .<PortRef>map(PortRef::tcp)
                .filter(port -> !known.contains(port))
                .findFirst()
                .orElseThrow();
        if (view.isCertain(service, service.variable() + "_PORT_")) {
            assertThat(resolve(resolver, service, unknown)).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.kind()).isEqualTo(Failed.Kind.ABSENT);
                assertThat(failed.message()).contains("no such port");
            });
        }
    }

    // Where a visible Service has the same variables, nobody can tell that they are not the asked one's.
    private static void askForInvisible(EnvironmentResolver resolver, Service service, View view) {
        boolean apiServer =
                service.name().equals("kubernetes") && service.namespace().equals("default");
        boolean inReach =
                apiServer || view.namespace().map(service.namespace()::equals).orElse(true);
        for (PortRef port : Stream.concat(
                        Stream.of(PortRef.only()), service.ports().stream().map(Port::byNumber))
                .toList()) {
            Resolution answer = resolve(resolver, service, port);
            if (inReach && !view.writersOf(service.variable()).isEmpty()) {
                check(answer, service, Set.of(), false, view);
            } else {
                assertThat(answer).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Failed.Kind.ABSENT));
            }
        }
    }

    /** The right place; where variables are contested one that their writers have, or a refusal. */
    private static void check(Resolution answer, Service service, Set<String> right, boolean certain, View view) {
        if (certain || answer instanceof Resolution.Resolved) {
            assertThat(answer).as("answer for %s", service).isInstanceOf(Resolution.Resolved.class);
            EndpointSnapshot snapshot = ((Resolution.Resolved) answer).snapshot();
            Set<String> acceptable = certain
                    ? right
                    : view.writersOf(service.variable()).stream()
                            .flatMap(writer -> writer.places().stream())
                            .collect(Collectors.toSet());
            assertThat(snapshot.endpoints()).singleElement().satisfies(endpoint -> assertThat(endpoint.hostPort())
                    .as("answer for %s", service)
                    .isIn(acceptable));
            assertThat(snapshot.clusterIp()).contains(snapshot.endpoints().get(0));
        } else {
            assertThat(answer).as("answer for %s", service).isInstanceOf(Failed.class);
        }
    }

    private static Resolution resolve(EnvironmentResolver resolver, Service service, PortRef port) {
        List<Resolution> heard = new ArrayList<>();
        resolver.subscribe(ServiceRef.of(service.name(), service.namespace()).withPort(port), heard::add);
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    private static String urlVariable(Service service, Port port) {
        return service.variable() + "_PORT_" + port.number() + "_" + port.protocol();
    }

    private static List<Service> services(JsonNode each) {
        return each.get("services")
                .valueStream()
                .map(KubeletEnvironmentVectorTest::service)
                .toList();
    }

    private static Service service(JsonNode json) {
        JsonNode spec = json.get("spec");
        List<Port> ports = spec.path("ports")
                .valueStream()
                .map(port -> new Port(
                        Optional.of(port.path("name").asString("")).filter(name -> !name.isEmpty()),
                        port.get("port").asInt(),
                        Protocol.valueOf(port.path("protocol").asString("TCP"))))
                .toList();
        return new Service(
                json.path("metadata").path("namespace").asString(""),
                json.path("metadata").path("name").asString(""),
                spec.path("clusterIP").asString(""),
                ports);
    }
}
