package io.fairlead.okhttp;

import io.fairlead.endpoint.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Dns;

/**
 * Where the calls of one route go in place of the Service's name. It is what OkHttp gets to hold, for as long as it remembers that an
 * address once failed, so it refers to nothing large. Its identity keeps the connections of one endpoint apart from those of another.
 */
final class Destination {
    // Names may well end with a digit: db-0.
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    private final String host;
    private final int servicePort;
    private final String address;
    private final int port;
    private final String tlsName;
    private final List<InetAddress> literals;

    /**
     * A destination that nothing was sent to.
     *
     * @param host the Service as the URL names it
     * @param servicePort the port as the URL gives it
     */
    Destination(String host, int servicePort, Endpoint endpoint) {
        this.host = host;
        this.servicePort = servicePort;
        this.address = endpoint.address();
        this.port = endpoint.port();
        this.tlsName = endpoint.tlsName();
        this.literals = literals(host, endpoint.addresses());
    }

    /** Whose certificate the endpoint has; empty for the Service's. */
    String tlsName() {
        return tlsName;
    }

    boolean answersFor(String hostname) {
        return host.equals(hostname);
    }

    /**
     * The addresses to give for the Service's name: the endpoint's, always the same objects, or where the endpoint has a name, what the
     * client's Dns knows of that, always other objects.
     */
    List<InetAddress> addresses(Dns clients) throws UnknownHostException {
        return literals.isEmpty() ? named(host, clients.lookup(address)) : literals;
    }

    /** Whether a port is the Service's, as opposed to another one of its host. */
    boolean isServicePort(int asked) {
        return asked == servicePort;
    }

    /** The endpoint's port at one of its addresses. */
    InetSocketAddress at(InetAddress own) {
        return new InetSocketAddress(own, port);
    }

    /** Another port of the Service, which is the Service's own affair. */
    InetSocketAddress service(int otherPort, Dns clients) throws UnknownHostException {
        return new InetSocketAddress(clients.lookup(host).get(0), otherPort);
    }

    private static List<InetAddress> literals(String host, List<String> addresses) {
        List<InetAddress> parsed = new ArrayList<>(addresses.size());
        try {
            for (String each : addresses) {
                // A colon is in no name, and nobody is asked for an address.
                if (each.indexOf(':') < 0 && !IPV4.matcher(each).matches()) {
                    return List.of();
                }
                parsed.add(InetAddress.getByName(each));
            }
            return named(host, parsed);
        } catch (UnknownHostException e) {
            return List.of(); // the client's Dns will say so when it is called
        }
    }

    // With the Service's name in them, so that nothing asks for the name behind the address, and errors show both.
    private static List<InetAddress> named(String host, List<InetAddress> addresses) throws UnknownHostException {
        List<InetAddress> named = new ArrayList<>(addresses.size());
        for (InetAddress each : addresses) {
            named.add(InetAddress.getByAddress(host, each.getAddress()));
        }
        return List.copyOf(named);
    }

    @Override
    public String toString() {
        return host + " at " + address + ":" + port;
    }
}
