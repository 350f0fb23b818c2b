package io.fairlead.okhttp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * The names of one attempt: answers the Service's with the endpoint of a route, and every other as the client would, since redirects
 * run below application interceptors. Two are equal if destination and client are the same, which lets OkHttp use a connection again
 * for the same endpoint and for no other.
 */
final class RouteDns implements Dns {
    private final Destination destination;
    private final Dns clients;
    private volatile List<InetAddress> given = List.of();

    /**
     * For one attempt, or several to the same endpoint one after the other.
     *
     * @param clients the client's own
     */
    RouteDns(Destination destination, Dns clients) {
        this.destination = destination;
        this.clients = clients;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        if (!destination.answersFor(hostname)) {
            return clients.lookup(hostname);
        }
        List<InetAddress> own = destination.addresses(clients);
        given = own;
        return own;
    }

    // A client's Dns may know more of a host than addresses, which only a call of its own tells.
    @Override
    public Dns.Call newCall(Dns.Request request) {
        return destination.answersFor(request.hostname()) ? Dns.super.newCall(request) : clients.newCall(request);
    }

    /** Whether a socket that OkHttp connects to an address goes to the endpoint: the address was given here, the port is the Service's. */
    boolean leads(InetSocketAddress asked) {
        return destination.isServicePort(asked.getPort()) && isGiven(asked.getAddress());
    }

    /**
     * Where a socket goes that OkHttp connects to an address: to the endpoint's port, if it is led there; to the Service itself, if it
     * is another port of it; else where OkHttp says.
     */
    InetSocketAddress target(InetSocketAddress asked) throws UnknownHostException {
        InetAddress address = asked.getAddress();
        if (!isGiven(address)) {
            return asked;
        }
        return leads(asked) ? destination.at(address) : destination.service(asked.getPort(), clients);
    }

    // By identity: another host may well have the same address.
    @SuppressWarnings("ReferenceEquality")
    private boolean isGiven(@Nullable InetAddress address) {
        for (InetAddress own : given) {
            if (own == address) {
                return true;
            }
        }
        return false;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return other instanceof RouteDns that && destination == that.destination && clients.equals(that.clients);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(destination) + clients.hashCode();
    }

    @Override
    public String toString() {
        return destination.toString();
    }
}
