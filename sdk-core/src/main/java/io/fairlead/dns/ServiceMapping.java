package io.fairlead.dns;

import io.fairlead.dns.ServiceRecords.Place;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.Resolution.NotFound;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.internal.Admission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;

/**
 * From the records of a Service to what a reference to it resolves to: a pure function.
 *
 * <p>SRV records that lead to the Service's own name are those of a virtual IP, with the Service's ports; records that lead to names
 * below it are pods, with their own ports. Where a server has no SRV records, one address may be either and is taken for a virtual IP.
 */
final class ServiceMapping {
    static final String SOURCE = "dns";

    private final ServiceRef ref;
    private final Admission admission;

    ServiceMapping(ServiceRef ref, Admission admission) {
        this.ref = ref;
        this.admission = admission;
    }

    Resolution resolve(ServiceRecords records) {
        if (records instanceof ServiceRecords.Places places) {
            return ofPlaces(places);
        }
        if (records instanceof ServiceRecords.Plain plain) {
            return ofPlain(plain);
        }
        if (records instanceof ServiceRecords.NoSuchPort port) {
            return withoutPort(port.own());
        }
        if (records instanceof ServiceRecords.Dangling dangling) {
            return Failed.of(
                    Failed.Kind.INVALID,
                    ref + " is of type ExternalName and stands for " + Names.text(dangling.alias())
                            + ", which has no address: correct the Service's externalName");
        }
        return records instanceof ServiceRecords.Empty
                ? resolved(List.of(), Optional.empty())
                : new NotFound(
                        NotFound.Reason.SERVICE,
                        "DNS has no " + ref.dnsName() + ": the Service " + ref.name() + " does not exist in namespace "
                                + ref.namespace() + ", or is headless and has no ready pod");
    }

    private Resolution ofPlaces(ServiceRecords.Places all) {
        List<Place> places =
                all.places().stream().filter(place -> isAsked(place, all.own())).toList();
        boolean virtual = ref.hostname().isEmpty()
                && places.stream().anyMatch(place -> place.target().equals(all.own()));
        SortedSet<Integer> ports = places.stream().map(Place::port).collect(Collectors.toCollection(TreeSet::new));
        if (places.isEmpty()) {
            return resolved(List.of(), Optional.empty());
        }
        if (virtual) {
            return ofVirtualIp(places, ports);
        }
        return ref.port() instanceof PortRef.Named ? ofPods(places) : ofPodsByNumber(places, ports);
    }

    // A named port of one pod is asked for among those of all.
    private boolean isAsked(Place place, Name own) {
        return ref.hostname().isEmpty()
                || place.target().equals(own)
                || Names.first(place.target()).equals(ref.hostname());
    }

    private Resolution ofVirtualIp(List<Place> places, SortedSet<Integer> ports) {
        if (ref.port() instanceof PortRef.Numbered numbered && !ports.contains(numbered.number())) {
            return new NotFound(
                    NotFound.Reason.PORT,
                    service() + " has no port " + numbered + ". DNS has " + ports + ": ask for one of these");
        }
        if (!(ref.port() instanceof PortRef.Numbered) && ports.size() > 1) {
            return new NotFound(
                    NotFound.Reason.AMBIGUOUS_PORT, service() + " has several ports, " + ports + ": say which");
        }
        int port = ref.port() instanceof PortRef.Numbered numbered ? numbered.number() : ports.first();
        Addresses addresses = places.get(0).addresses().admittedBy(admission);
        return addresses.isEmpty() ? resolved(List.of(), Optional.empty()) : virtualIp(addresses, port);
    }

    /**
     * The pods' own ports are told, the Service's are not. A number that is a pod's port means that one; where each pod has but one, any
     * number can mean nothing else.
     */
    private Resolution ofPodsByNumber(List<Place> places, SortedSet<Integer> ports) {
        if (ref.port() instanceof PortRef.Numbered numbered && ports.contains(numbered.number())) {
            return ofPods(places.stream()
                    .filter(place -> place.port() == numbered.number())
                    .toList());
        }
        long pods = places.stream().map(Place::target).distinct().count();
        if (pods == places.size()) {
            return ofPods(places);
        }
        return new NotFound(
                NotFound.Reason.AMBIGUOUS_PORT,
                service() + " is headless, and DNS tells its pods' own ports only, " + ports
                        + ": ask for one of these, or by name");
    }

    private Resolution ofPods(List<Place> places) {
        List<Endpoint> endpoints = new ArrayList<>();
        Map<Integer, Addresses> nameless = new LinkedHashMap<>();
        for (Place place : places) {
            Addresses addresses = place.addresses().admittedBy(admission);
            if (isNamed(place) && addresses.mayBeOnePlace()) {
                endpoints.add(endpoint(addresses.all(), place.port(), Names.first(place.target())));
            } else {
                nameless.merge(place.port(), addresses, Addresses::with);
            }
        }
        nameless.forEach((port, addresses) ->
                addresses.ofOneFamily().forEach(address -> endpoints.add(endpoint(List.of(address), port, ""))));
        return resolved(endpoints, Optional.empty());
    }

    // The others have names made of their address, one for each.
    private static boolean isNamed(Place place) {
        String first = Names.first(place.target());
        return place.addresses().all().stream()
                .noneMatch(address -> first.equals(address.replace('.', '-').replace(':', '-')));
    }

    private Resolution ofPlain(ServiceRecords.Plain plain) {
        if (!(ref.port() instanceof PortRef.Numbered port)) {
            return absent(
                    "DNS has no ports of it: give the port as a number, such as " + ref.withPort(PortRef.tcp(8080)));
        }
        Addresses addresses = plain.addresses().admittedBy(admission);
        if (addresses.isEmpty()) {
            return resolved(List.of(), Optional.empty());
        }
        if (plain.alias().isPresent()) {
            String target = Names.text(plain.alias().get());
            Endpoint named =
                    Endpoint.builder(target, port.number()).tlsName(target).build();
            return resolved(
                    addresses.paired().stream().map(named::withAddresses).toList(), Optional.empty());
        }
        if (ref.hostname().isEmpty() && addresses.mayBeOnePlace()) {
            return virtualIp(addresses, port.number());
        }
        return addresses.mayBeOnePlace()
                ? resolved(List.of(endpoint(addresses.all(), port.number(), ref.hostname())), Optional.empty())
                : resolved(
                        addresses.ofOneFamily().stream()
                                .map(each -> endpoint(List.of(each), port.number(), ref.hostname()))
                                .toList(),
                        Optional.empty());
    }

    private Resolution withoutPort(ServiceRecords own) {
        if (own instanceof ServiceRecords.Plain plain) {
            return absent("DNS has no ports of it"
                    + plain.alias()
                            .map(name -> ", only its target " + Names.text(name))
                            .orElse("")
                    + ": give the port as a number, such as " + ref.withPort(PortRef.tcp(8080)));
        }
        String numbers = own instanceof ServiceRecords.Places places
                ? places.places().stream()
                        .map(Place::port)
                        .distinct()
                        .sorted()
                        .toList()
                        .toString()
                : "";
        return new NotFound(
                NotFound.Reason.PORT,
                service() + " has no port " + ref.port() + ". DNS has the numbers " + numbers
                        + ": ask for one of these");
    }

    private Resolution virtualIp(Addresses addresses, int port) {
        Endpoint virtualIp = endpoint(addresses.all(), port, "");
        return resolved(List.of(virtualIp), Optional.of(virtualIp));
    }

    private Resolution resolved(List<Endpoint> endpoints, Optional<Endpoint> virtualIp) {
        return new Resolution.Resolved(new EndpointSnapshot(
                ref, SOURCE, TrafficPolicy.AS_GIVEN, List.of(), endpoints, virtualIp, Optional.empty()));
    }

    private Resolution absent(String why) {
        return Failed.of(Failed.Kind.ABSENT, ref + ": " + why);
    }

    private String service() {
        return "Service " + ref.name() + " in namespace " + ref.namespace();
    }

    private static Endpoint endpoint(List<String> addresses, int port, String hostname) {
        return Endpoint.builder(addresses, port).hostname(hostname).build();
    }
}
