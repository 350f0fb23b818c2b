package io.fairlead.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One of the clients that are compared. */
enum Contender {
    FAIRLEAD_OKHTTP("fairlead okhttp", true),
    /** OkHttp by itself: the DNS name, the virtual IP, kube-proxy's choice for each connection. */
    OKHTTP("okhttp virtual IP", true),
    FAIRLEAD_GRPC("fairlead grpc", false),
    /** Its own policy and retries over our name resolver. */
    GRPC_ROUND_ROBIN("grpc round_robin", false);

    private final String title;
    private final boolean http;

    Contender(String title, boolean http) {
        this.title = title;
        this.http = http;
    }

    /** Those that are ours. */
    static List<Contender> ours() {
        return List.of(FAIRLEAD_OKHTTP, FAIRLEAD_GRPC);
    }

    /** The one of the same protocol that is not ours. */
    Contender rival() {
        return http ? OKHTTP : GRPC_ROUND_ROBIN;
    }

    /** By which its log names a pod. */
    String endpoint(Orders.Pod pod) {
        return this == OKHTTP ? pod.name() : pod.address() + (http ? ":8080" : ":9090");
    }

    /** Starts it in a pod of its own. */
    ClientRun start(Orders orders, SideBySide.Load load) {
        String service = "orders." + orders.namespace;
        String target = http ? "http://" + service + "/" : "kubernetes:///" + service + ":grpc";
        List<String> options = new ArrayList<>(load.options());
        options.addAll(List.of("--calls", log(orders, load).toString()));
        if (this == OKHTTP) {
            options.add("--plain");
        }
        return ClientRun.start(
                orders,
                pod(load),
                Manifests::client,
                this == GRPC_ROUND_ROBIN ? target + "?policy=round_robin" : target,
                load.longest(),
                options);
    }

    /** Where it writes of each call. */
    Path log(Orders orders, SideBySide.Load load) {
        return Path.of("target", "cluster", orders.namespace + "-" + pod(load) + ".calls")
                .toAbsolutePath();
    }

    private String pod(SideBySide.Load load) {
        return load.name() + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return title;
    }
}
