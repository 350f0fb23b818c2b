package io.fairlead.okhttp;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Interceptor;

/**
 * TLS to an endpoint whose certificate is not the Service's: the server is told the endpoint's own name, and has to prove that one. All
 * else is the client's own.
 */
record TlsName(Destination destination, HostnameVerifier clients) implements HostnameVerifier {
    /** The attempt, with the endpoint's name in TLS where it has one of its own. */
    static Interceptor.Chain applied(Interceptor.Chain attempt, Destination destination) {
        SSLSocketFactory sockets = attempt.getSslSocketFactoryOrNull();
        if (destination.tlsName().isEmpty() || sockets == null) {
            return attempt;
        }
        return attempt.withSslSocketFactory(
                        new TlsNameSocketFactory(destination, sockets), attempt.getX509TrustManagerOrNull())
                .withHostnameVerifier(new TlsName(destination, attempt.getHostnameVerifier()));
    }

    @Override
    public boolean verify(String hostname, SSLSession session) {
        return clients.verify(destination.answersFor(hostname) ? destination.tlsName() : hostname, session);
    }
}
