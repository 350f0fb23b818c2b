package io.fairlead.backend;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param http where to serve HTTP, if at all
 * @param grpc where to serve gRPC, if at all; at least one of the two is there
 * @param behaviour how to answer until {@code /control} changes it
 * @param name what this server calls itself, in Kubernetes its pod's name
 */
record Options(Optional<InetSocketAddress> http, Optional<InetSocketAddress> grpc, Behaviour behaviour, String name) {
    static final String USAGE = """
            usage: backend.jar [--http HOST:PORT] [--grpc HOST:PORT] [--latency 5ms] [--fail-share 0] [--name NAME]
              --http        serve HTTP/1.1 and HTTP/2 (prior knowledge) here; port 0 takes a free one
              --grpc        serve grpc.health.v1.Health here; at least one of --http and --grpc is needed
              --latency     before each answer: 0, 500us, 5ms, 2s (default 0)
              --fail-share  of the answers, 0 to 1 (default 0): 503 by HTTP, UNAVAILABLE by gRPC
              --name        told by /whoami (default: the variable POD_NAME, else HOSTNAME)
            paths: /ready, /whoami, /served (calls so far), POST /control?latency=50ms&failShare=1 (each optional); every other path is subject to both""";

    private static final Set<String> KNOWN = Set.of("--http", "--grpc", "--latency", "--fail-share", "--name");

    static Options parse(List<String> args, Map<String, String> environment) {
        Map<String, String> given = pairs(args);
        Optional<InetSocketAddress> http =
                Optional.ofNullable(given.get("--http")).map(text -> address("--http", text));
        Optional<InetSocketAddress> grpc =
                Optional.ofNullable(given.get("--grpc")).map(text -> address("--grpc", text));
        if (http.isEmpty() && grpc.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to serve (expected: --http HOST:PORT, --grpc HOST:PORT or both)");
        }
        Behaviour behaviour = new Behaviour(
                Behaviour.latency("--latency", given.getOrDefault("--latency", "0")),
                Behaviour.failShare("--fail-share", given.getOrDefault("--fail-share", "0")));
        String host = environment.getOrDefault("HOSTNAME", "backend");
        return new Options(
                http, grpc, behaviour, given.getOrDefault("--name", environment.getOrDefault("POD_NAME", host)));
    }

    private static Map<String, String> pairs(List<String> args) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < args.size(); i += 2) {
            String option = args.get(i);
            if (!KNOWN.contains(option)) {
                throw new IllegalArgumentException("unknown option: " + option);
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(option + ": no value");
            }
            if (pairs.put(option, args.get(i + 1)) != null) {
                throw new IllegalArgumentException(option + ": given twice");
            }
        }
        return pairs;
    }

    private static InetSocketAddress address(String option, String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && (bracketed || !host.contains(":"))) {
                InetSocketAddress address = new InetSocketAddress(host, port);
                if (!address.isUnresolved()) {
                    return address;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected(option, text), e);
        }
        throw new IllegalArgumentException(expected(option, text));
    }

    private static String expected(String option, String text) {
        return option + ": " + text + " (expected: HOST:PORT, as in 127.0.0.1:8080 or [::1]:8080, of this machine)";
    }
}
