package io.fairlead.okhttp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Answers the Service's name with the endpoint of a route, and every other name as the client would: redirects run below
 * application interceptors. Two are equal if route and client are the same, which lets OkHttp use a connection again for the same
 * endpoint and for no other.
 *
 * @param clients the client's own
 */
record RouteDns(Route route, Dns clients) implements Dns {
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return route.answersFor(hostname) ? route.addresses(clients) : clients.lookup(hostname);
    }

    // A client's Dns may know more of a host than addresses, which only a call of its own tells.
    @Override
    public Dns.Call newCall(Dns.Request request) {
        return route.answersFor(request.hostname()) ? Dns.super.newCall(request) : clients.newCall(request);
    }
}
