package io.fairlead.dns;

import io.fairlead.internal.IpText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.Name;

/**
 * What a {@code resolv.conf} says (resolv.conf(5)); lines that make no sense are passed over, as the C library does.
 *
 * @param servers the name servers, the first one first
 * @param search the search list
 * @param ndots names with fewer dots are looked for in the search list first
 */
record ResolvConf(List<InetSocketAddress> servers, List<Name> search, int ndots) {
    static final int PORT = 53;
    private static final ResolvConf EMPTY = new ResolvConf(List.of(), List.of(), 1);
    private static final int MOST_NDOTS = 15;
    private static final String SERVICES = "svc";

    ResolvConf {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
    }

    /** What the file says; nothing at all if it cannot be read. */
    static ResolvConf read(Path file) {
        try {
            // Latin 1 reads any bytes.
            return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return EMPTY;
        }
    }

    static ResolvConf parse(List<String> lines) {
        List<InetSocketAddress> servers = new ArrayList<>();
        List<Name> search = new ArrayList<>();
        int ndots = EMPTY.ndots;
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            List<String> values = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "nameserver" ->
                    values.stream().limit(1).flatMap(ResolvConf::server).forEach(servers::add);
                case "search", "domain" -> {
                    search.clear();
                    values.forEach(value -> Names.absolute(value).ifPresent(search::add));
                }
                case "options" -> {
                    for (String value : values) {
                        ndots = ndots(value, ndots);
                    }
                }
                default -> {
                    // A comment, or of no meaning here.
                }
            }
        }
        return new ResolvConf(servers, search, ndots);
    }

    /** The cluster's domain, as the kubelet writes it: a pod searches {@code shop.svc.cluster.local} and {@code svc.cluster.local}. */
    Optional<Name> clusterDomain() {
        return Stream.of(0, 1)
                .flatMap(place -> search.stream().flatMap(name -> behindServices(name, place)))
                .findFirst();
    }

    private static Stream<Name> behindServices(Name name, int place) {
        boolean found = name.labels() > place + 2
                && name.canonicalize().getLabelString(place).equals(SERVICES);
        return found ? Stream.of(new Name(name, place + 1)) : Stream.empty();
    }

    /** What a name may mean, in the order in which it is looked for. Nothing if it is none. */
    List<Name> candidates(String text) {
        List<Name> asGiven = Names.absolute(text).stream().toList();
        if (asGiven.isEmpty() || text.endsWith(".")) {
            return asGiven;
        }
        List<Name> searched = search.stream()
                .flatMap(domain -> Names.below(text, domain).stream())
                .toList();
        boolean first = asGiven.get(0).labels() - 2 >= ndots;
        return Stream.concat((first ? asGiven : searched).stream(), (first ? searched : asGiven).stream())
                .toList();
    }

    private static Stream<InetSocketAddress> server(String address) {
        boolean literal = address.indexOf(':') >= 0 || IpText.canonical(address).isPresent();
        try {
            return literal ? Stream.of(new InetSocketAddress(InetAddress.getByName(address), PORT)) : Stream.empty();
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }

    private static int ndots(String option, int before) {
        String prefix = "ndots:";
        try {
            return option.startsWith(prefix)
                    ? Math.max(0, Math.min(MOST_NDOTS, Integer.parseInt(option.substring(prefix.length()))))
                    : before;
        } catch (NumberFormatException e) {
            return before;
        }
    }
}
