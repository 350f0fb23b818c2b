package io.fairlead.environment;

import io.fairlead.endpoint.Protocol;
import io.fairlead.internal.Checks;
import io.fairlead.internal.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the variables of one Service tell. The names of two Services can give one variable: {@code foo} writes
 * {@code FOO_SERVICE_PORT} with a number, {@code foo-service} the same one with a URL. So no value is taken for a number, an
 * address or a URL before it was seen to be one.
 */
final class ServiceVariables {
    private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://(?:\\[([^]]+)]|([^:]+)):([0-9]+)");
    private static final Pattern PORT_URL = Pattern.compile("([0-9]{1,9})_(TCP|UDP|SCTP)");
    private static final Pattern PORT_OF_URL = Pattern.compile("[0-9]+_(TCP|UDP|SCTP)_PORT");
    private static final String NUMBER = "a port number, 1 to 65535";

    private final Map<String, String> variables;
    private final String prefix;
    private final String address;
    private final List<ServicePort> ports;
    private final boolean urls;

    private ServiceVariables(Map<String, String> variables, String prefix, String address) {
        this.variables = variables;
        this.prefix = prefix;
        this.address = address;
        List<ServicePort> ofUrls = portsOfUrls();
        Optional<ServicePort> first = firstPort();
        this.urls = !ofUrls.isEmpty();
        this.ports = urls ? ofUrls : first.stream().toList();
    }

    /**
     * Reads what there is about a Service.
     *
     * @return empty if there is nothing
     * @throws IllegalArgumentException if a variable's value makes no sense; the message names both
     */
    static Optional<ServiceVariables> of(Map<String, String> variables, String service) {
        String host = variables.get(hostVariable(service));
        if (host == null) {
            return Optional.empty();
        }
        Optional<String> address = IpText.canonical(host);
        Checks.check(address.isPresent(), hostVariable(service), host, "an IP address");
        return Optional.of(new ServiceVariables(variables, variableName(service), address.orElseThrow()));
    }

    /** The variable without which a Service is not there. */
    static String hostVariable(String service) {
        return variableName(service) + "_SERVICE_HOST";
    }

    /** The variable with the number of the Service's first port. */
    String portVariable() {
        return prefix + "_SERVICE_PORT";
    }

    /** All ports, by number. */
    List<ServicePort> ports() {
        return ports;
    }

    /**
     * The port of this name.
     *
     * @throws IllegalArgumentException if its variable holds no port number
     */
    Optional<ServicePort> port(String name) {
        String variable = portVariable() + "_" + variableName(name);
        String value = variables.get(variable);
        if (value == null) {
            return Optional.empty();
        }
        int number = portNumber(value);
        Checks.check(number > 0, variable, value, NUMBER);
        Optional<ServicePort> known =
                ports.stream().filter(port -> port.number() == number).findFirst();
        // Where each port has its URL, a number without one is of a Service whose name gives the same variable.
        Checks.check(known.isPresent() || !urls, variable, value, "one of the ports " + ports);
        return known.or(() -> Optional.of(new ServicePort(number, Protocol.TCP, address, variable)));
    }

    /** The ports' names with their numbers, as far as they can be told from the variables of other Services. */
    Map<String, Integer> portNames() {
        Map<String, Integer> names = new TreeMap<>();
        String start = portVariable() + "_";
        variables.forEach((variable, value) -> {
            String name = variable.startsWith(start) ? variable.substring(start.length()) : "";
            int number = portNumber(value);
            boolean known = ports.stream().anyMatch(port -> port.number() == number);
            if (!name.isEmpty() && known && !PORT_OF_URL.matcher(name).matches()) {
                names.put(name.toLowerCase(Locale.ROOT).replace('_', '-'), number);
            }
        });
        return names;
    }

    private List<ServicePort> portsOfUrls() {
        List<ServicePort> found = new ArrayList<>();
        String start = prefix + "_PORT_";
        variables.forEach((variable, value) -> {
            if (variable.startsWith(start)) {
                Matcher form = PORT_URL.matcher(variable.substring(start.length()));
                if (form.matches()) {
                    portOf(variable, value, Integer.parseInt(form.group(1)), Protocol.valueOf(form.group(2)))
                            .ifPresent(found::add);
                }
            }
        });
        found.sort(ServicePort.BY_NUMBER);
        return List.copyOf(found);
    }

    /** {@code FOO_PORT_80_TCP}, or where another Service wrote that, the variables beside it. */
    private Optional<ServicePort> portOf(String variable, String value, int number, Protocol protocol) {
        Checks.check(number >= 1 && number <= 65535, variable, value, "the URL of a port, 1 to 65535");
        Matcher url = URL.matcher(value);
        if (url.matches()) {
            String host = url.group(2) == null ? url.group(3) : url.group(2);
            Optional<String> ip = IpText.canonical(host);
            boolean same = portNumber(url.group(4)) == number
                    && url.group(1).toUpperCase(Locale.ROOT).equals(protocol.name());
            Checks.check(ip.isPresent() && same, variable, value, urlOf(number, protocol));
            return ip.map(own -> new ServicePort(number, protocol, own, variable));
        }
        // The service a with a port named 80-tcp writes this variable of the Service a-service: its port number.
        Checks.check(portNumber(value) > 0, variable, value, urlOf(number, protocol));
        return portNumber(variables.getOrDefault(variable + "_PORT", "")) == number
                ? IpText.canonical(variables.getOrDefault(variable + "_ADDR", ""))
                        .map(own -> new ServicePort(number, protocol, own, variable))
                : Optional.empty();
    }

    // Tells no protocol. Written by hand it is often all there is, and then TCP is meant.
    private Optional<ServicePort> firstPort() {
        String value = variables.get(portVariable());
        if (value == null || URL.matcher(value).matches()) {
            return Optional.empty();
        }
        int number = portNumber(value);
        Checks.check(number > 0, portVariable(), value, NUMBER);
        return Optional.of(new ServicePort(number, Protocol.TCP, address, portVariable()));
    }

    private static String urlOf(int number, Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT) + "://IP:" + number;
    }

    /** The number if it is one of a port, else 0. */
    private static int portNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : 0;
        return number <= 65535 ? number : 0;
    }

    private static String variableName(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
