package io.fairlead.okhttp;

import io.fairlead.endpoint.ServiceRef;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/** Which hosts are Services. Asked for every call, so it only looks at text. */
final class HostRules {
    private static final String SVC = ".svc";
    private static final int MOST_PERHAPS = 2;

    /** What a host is. */
    enum Kind {
        /** A Service; what the cluster does not know is an error. */
        SERVICE,
        /** A Service if the cluster knows it, else a name like any other: as a pod's resolv.conf treats it. */
        PERHAPS,
        /** Not ours. */
        OTHER
    }

    private final Optional<Predicate<HttpUrl>> declared;
    private final String domain;

    /**
     * Rules for one client.
     *
     * @param declared the caller's own rule in place of these; nothing for the default
     * @param clusterDomain what follows {@code .svc} in a Service's full name
     */
    HostRules(Optional<Predicate<HttpUrl>> declared, String clusterDomain) {
        this.declared = declared;
        this.domain = "." + clusterDomain;
    }

    Kind kind(HttpUrl url) {
        if (declared.isPresent()) {
            return declared.get().test(url) ? Kind.SERVICE : Kind.OTHER;
        }
        String host = withoutDomain(url.host());
        int labels = labels(host);
        if (labels == 0) {
            return Kind.OTHER;
        }
        if (labels <= MOST_PERHAPS) {
            return host.equals("localhost") || host.endsWith(".localhost") ? Kind.OTHER : Kind.PERHAPS;
        }
        return host.endsWith(SVC) && labels <= MOST_PERHAPS + 2 ? Kind.SERVICE : Kind.OTHER;
    }

    /**
     * The Service that a host names; the port of the URL is the Service's.
     *
     * @throws IllegalArgumentException if the host has none of a Service's forms
     */
    ServiceRef service(HttpUrl url) {
        return ServiceRef.parse(withoutDomain(url.host()) + ":" + url.port());
    }

    // orders.shop.svc.cluster.local, with or without the dot that makes a name absolute, is orders.shop.svc.
    private String withoutDomain(String host) {
        String relative = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        int end = relative.length() - domain.length();
        return relative.endsWith(domain) && relative.startsWith(SVC, end - SVC.length())
                ? relative.substring(0, end)
                : host;
    }

    // Zero where it is no name of labels: an address, an absolute name, characters that no Service has.
    private static int labels(String host) {
        int labels = 1;
        // Of the label that is read: a name whose last label has digits only is an address.
        boolean onlyDigits = true;
        char before = '.';
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean inLabel = (c >= 'a' && c <= 'z') || digit || c == '-';
            if (!inLabel && (c != '.' || before == '.')) {
                return 0;
            }
            if (c == '.') {
                labels++;
            }
            onlyDigits = c == '.' || (onlyDigits && digit);
            before = c;
        }
        return onlyDigits ? 0 : labels;
    }
}
