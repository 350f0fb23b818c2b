package io.fairlead.cluster;

import java.time.Duration;
import java.util.List;

/** The OkHttp client and the gRPC client side by side. */
record Clients(ClientRun okhttp, ClientRun grpc) {
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** Two pods that call the Service with nothing but its name, and may only read Services and their slices. */
    static Clients start(Orders orders, Duration duration, String... options) {
        return start(orders, Manifests::client, duration, options);
    }

    static Clients start(Orders orders, ClientRun.Kind kind, Duration duration, String... options) {
        String service = "orders." + orders.namespace;
        ClientRun okhttp =
                ClientRun.start(orders, "okhttp-client", kind, "http://" + service + "/", duration, List.of(options));
        // One after the other: two JVMs that load their classes under load at once are more than two cores can do in
        // time.
        okhttp.awaitLoad();
        Lab.letPass(SETTLE);
        ClientRun grpc = ClientRun.start(
                orders, "grpc-client", kind, "kubernetes:///" + service + ":grpc", duration, List.of(options));
        return new Clients(okhttp, grpc);
    }

    /** Returns once both have calls running, and run compiled code. */
    Clients awaitLoad() {
        grpc.awaitLoad();
        Lab.letPass(SETTLE);
        return this;
    }

    /** Both reports, once both have ended, each also printed in a line. */
    List<Report> reports(String proof) {
        List<Report> reports =
                List.of(new Report("http", 8080, okhttp.report()), new Report("grpc", 9090, grpc.report()));
        reports.forEach(report -> System.out.println("proof " + proof + " · " + report));
        return reports;
    }

    /**
     * One client's.
     *
     * @param protocol of its calls, the name of the Service's port
     * @param port the pods' for it
     * @param calls what it counted
     */
    record Report(String protocol, int port, CallReport calls) {
        @Override
        public String toString() {
            return protocol + ": " + calls;
        }
    }
}
