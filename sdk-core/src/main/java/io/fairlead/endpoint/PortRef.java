package io.fairlead.endpoint;

import io.fairlead.internal.Checks;
import java.util.Locale;

/**
 * Which port of a Service is meant. Numbers are the Service's ({@code spec.ports[].port}), never the pods'.
 */
public sealed interface PortRef {
    /** The Service's only port; an error where it has several. */
    record Only() implements PortRef {
        @Override
        public String toString() {
            return "";
        }
    }

    /** The port of this name. A Service's port names are unique over its protocols. */
    record Named(String name) implements PortRef {
        public Named {
            Checks.check(!name.isEmpty() && DnsNames.isLabel(name), "port", name, "a port name such as http");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The port of this number (1 to 65535) and protocol. */
    record Numbered(int number, Protocol protocol) implements PortRef {
        public Numbered {
            Checks.check(number >= 1 && number <= 65535, "port", number, "1 to 65535");
        }

        @Override
        public String toString() {
            return protocol == Protocol.TCP ? Integer.toString(number) : number + "/" + lowerCase(protocol);
        }

        private static String lowerCase(Protocol protocol) {
            return protocol.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The Service's only port. */
    static PortRef only() {
        return new Only();
    }

    /** A TCP port by its number. */
    static PortRef tcp(int number) {
        return new Numbered(number, Protocol.TCP);
    }

    /**
     * Reads {@code 8080}, {@code 8080/udp} or {@code http}; text that is all digits is a number.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static PortRef parse(String text) {
        int slash = text.indexOf('/');
        String port = slash < 0 ? text : text.substring(0, slash);
        boolean digits = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            return new Named(text);
        }
        Checks.check(port.length() <= 5, "port", text, "1 to 65535");
        return new Numbered(Integer.parseInt(port), slash < 0 ? Protocol.TCP : protocol(text, slash));
    }

    private static Protocol protocol(String text, int slash) {
        return switch (text.substring(slash + 1).toLowerCase(Locale.ROOT)) {
            case "tcp" -> Protocol.TCP;
            case "udp" -> Protocol.UDP;
            case "sctp" -> Protocol.SCTP;
            default ->
                throw new IllegalArgumentException("port: " + text + " (expected: a protocol of tcp, udp or sctp)");
        };
    }
}
