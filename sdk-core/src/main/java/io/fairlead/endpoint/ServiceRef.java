package io.fairlead.endpoint;

import io.fairlead.internal.Checks;
import java.util.List;

/**
 * What a caller asks for: a Service of a namespace, one of its ports, and for headless Services perhaps one pod.
 *
 * <p>Written as people write it, each with an optional port behind a colon ({@code :8080}, {@code :8080/udp},
 * {@code :http}):
 *
 * <pre>
 * orders                        the Service orders of the caller's own namespace
 * orders.shop                   of the namespace shop
 * orders.shop.svc
 * orders.shop.svc.cluster.local
 * db-0.db.shop.svc              the pod with hostname db-0 of the headless Service db
 * </pre>
 *
 * @param hostname the pod's hostname, empty for all pods
 * @param name the Service's name
 * @param namespace its namespace, empty for the caller's own
 * @param port its port
 */
public record ServiceRef(String hostname, String name, String namespace, PortRef port) {
    private static final String SHAPES = "a Service such as orders, orders.shop, orders.shop.svc, "
            + "orders.shop.svc.cluster.local or db-0.db.shop.svc, each with an optional :8080, :8080/udp or :http";

    public ServiceRef {
        Checks.check(hostname.isEmpty() || DnsNames.isLabel(hostname), "hostname", hostname, "a DNS label or nothing");
        Checks.check(DnsNames.isLabel(name), "service", name, "a DNS label: lower-case letters, digits and -");
        Checks.check(
                namespace.isEmpty() || DnsNames.isLabel(namespace), "namespace", namespace, "a DNS label or nothing");
        Checks.check(
                hostname.isEmpty() || !namespace.isEmpty(), "namespace", namespace, "given, where a hostname is given");
    }

    /** A Service by name and namespace, with its only port. */
    public static ServiceRef of(String name, String namespace) {
        return new ServiceRef("", name, namespace, PortRef.only());
    }

    /**
     * Reads one of the forms above.
     *
     * @throws IllegalArgumentException if the text is none of them; the message names it and the forms
     */
    public static ServiceRef parse(String text) {
        int colon = text.indexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        try {
            PortRef port = colon < 0 ? PortRef.only() : PortRef.parse(text.substring(colon + 1));
            return ofLabels(List.of(host.split("\\.", -1)), port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "service: " + text + " (expected: " + SHAPES + "): " + e.getMessage(), e);
        }
    }

    /** The same Service with another port. */
    public ServiceRef withPort(PortRef other) {
        return new ServiceRef(hostname, name, namespace, other);
    }

    /** The same reference, its namespace filled in where it had none. */
    public ServiceRef inNamespace(String own) {
        return namespace.isEmpty() ? new ServiceRef(hostname, name, own, port) : this;
    }

    /**
     * The name under which the cluster's DNS knows it, {@code orders.shop.svc}: completed by a pod's search list whatever
     * the cluster's domain is. Only of references with a namespace.
     */
    public String dnsName() {
        String service = name + "." + namespace + ".svc";
        return hostname.isEmpty() ? service : hostname + "." + service;
    }

    /** The shortest form that {@link #parse} reads back to an equal reference. */
    @Override
    public String toString() {
        String host = hostname.isEmpty() ? namespace.isEmpty() ? name : name + "." + namespace : dnsName();
        String portText = port.toString();
        return portText.isEmpty() ? host : host + ":" + portText;
    }

    private static ServiceRef ofLabels(List<String> labels, PortRef port) {
        for (String label : labels) {
            Checks.check(DnsNames.isLabel(label), "label", label, "lower-case letters, digits and -");
        }
        if (labels.size() == 1) {
            return new ServiceRef("", labels.get(0), "", port);
        }
        if (labels.size() == 2 || labels.get(2).equals("svc")) {
            return new ServiceRef("", labels.get(0), labels.get(1), port);
        }
        boolean ofPod = labels.size() > 3 && labels.get(3).equals("svc");
        Checks.check(ofPod, "host", String.join(".", labels), "at most name.namespace before .svc");
        return new ServiceRef(labels.get(0), labels.get(1), labels.get(2), port);
    }
}
