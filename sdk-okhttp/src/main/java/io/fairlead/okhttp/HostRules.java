package io.fairlead.okhttp;

import io.fairlead.endpoint.ServiceRef;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/**
 * Which hosts are Services. Asked for every call, so it takes nothing apart but text.
 *
 * @param declared the caller's own rule in place of these; nothing for the default
 * @param clusterDomain what follows {@code .svc} in a Service's full name
 */
record HostRules(Optional<Predicate<HttpUrl>> declared, String clusterDomain) {
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
        String suffix = SVC + "." + clusterDomain;
        return relative.endsWith(suffix)
                ? relative.substring(0, relative.length() - suffix.length() + SVC.length())
                : host;
    }

    // Zero where it is no name of labels: an address, an absolute name, characters that no Service has.
    private static int labels(String host) {
        int labels = 1;
        char before = '.';
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean inLabel = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            if (!inLabel && (c != '.' || before == '.')) {
                return 0;
            }
            if (c == '.') {
                labels++;
            }
            before = c;
        }
        boolean isAddress = host.substring(host.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit);
        return isAddress ? 0 : labels;
    }
}
