package io.fairlead.kubernetes;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.internal.IpText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The nodes of a cluster as endpoints of a Service's node port, each with its addresses of the Service's families. A node that is not
 * ready is one that is not ready; where nodes take calls for pods of their own only, one without such pods does not serve.
 *
 * @param service the Service
 * @param nodePort its port at every node
 * @param addresses which addresses of a node count
 * @param refuses whether no endpoint may have this address; told the text and, where it is an IP address, its canonical form
 */
record NodePorts(
        ServiceFacts service, int nodePort, NodeAddresses addresses, BiPredicate<String, Optional<String>> refuses) {

    /** A node and a family in which it has pods. */
    private record Served(String node, IpFamily family) {}

    /**
     * One endpoint for each node with an address.
     *
     * @param pods the Service's endpoints, of which only those matter that kube-proxy would use for calls from outside
     */
    List<Endpoint> of(Collection<NodeFacts> nodes, List<Endpoint> pods) {
        Set<Served> served = pods.stream()
                .filter(pod -> pod.conditions().ready()
                        || (pod.conditions().serving() && pod.conditions().terminating()))
                .map(pod -> new Served(pod.location().node(), pod.family()))
                .collect(Collectors.toSet());
        List<Endpoint> endpoints = new ArrayList<>();
        nodes.stream().sorted(Comparator.comparing(node -> node.id().name())).forEach(node -> endpoint(node, served)
                .ifPresent(endpoints::add));
        return endpoints;
    }

    private Optional<Endpoint> endpoint(NodeFacts node, Set<Served> served) {
        String name = node.id().name();
        List<String> all = usable(node);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<String> serving = all.stream()
                .filter(ip -> !service.external().local() || served.contains(new Served(name, IpFamily.of(ip))))
                .toList();
        return Optional.of(Endpoint.builder(serving.isEmpty() ? all : serving, nodePort)
                .location(new Location(name, node.zone()))
                .conditions(new Conditions(node.ready(), !serving.isEmpty(), false))
                .weight(service.weights().ofNode(name, node.zone()))
                .build());
    }

    // In the order of the Service's families; a Service that tells none has no preference.
    private List<String> usable(NodeFacts node) {
        List<IpFamily> families = service.families();
        return addresses.of(node).stream()
                .flatMap(text -> admitted(text).stream())
                .filter(ip -> families.isEmpty() || families.contains(IpFamily.of(ip)))
                .distinct()
                .sorted(Comparator.comparingInt(ip -> families.indexOf(IpFamily.of(ip))))
                .toList();
    }

    private Optional<String> admitted(String text) {
        Optional<String> ip = IpText.canonical(text);
        return refuses.test(text, ip) ? Optional.empty() : ip;
    }
}
