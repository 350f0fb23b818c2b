package io.fairlead.quickstart;

import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The pods of one Service, and what Kubernetes would write about them. Used by one thread. */
final class Pods {
    private static final String NAMESPACE = "shop";

    private final EmbeddedKubernetes cluster;
    private final String service;
    private final Supplier<Pod> starter;
    private final Map<String, Pod> pods = new LinkedHashMap<>();

    Pods(EmbeddedKubernetes cluster, String service, Supplier<Pod> starter) {
        this.cluster = cluster;
        this.service = service;
        this.starter = starter;
        cluster.create(ServiceManifest.named(service)
                .namespace(NAMESPACE)
                .clusterIp("10.96.0.10")
                .port("main", 80));
    }

    Traffic calledBy(Traffic.Call call) {
        return new Traffic(service, this, call);
    }

    /** Starts a pod; a slice of its own tells of it, because its port is its own. */
    void add(String name) {
        pods.put(name, starter.get());
        cluster.create(slice(name, endpoint(name)));
    }

    /** Its readiness probe fails: it runs, and Kubernetes takes it out of the traffic. */
    void unready(String name) {
        cluster.replace(slice(name, endpoint(name).unready()));
    }

    void slow(String name, Duration latency) {
        pod(name).turn(latency);
    }

    /** Kills a pod. Kubernetes does not know yet. */
    void kill(String name) {
        pod(name).kill();
    }

    /** Kubernetes has found out that a pod is dead. */
    void forget(String name) {
        cluster.delete(Resource.ENDPOINT_SLICES, NAMESPACE, service + "-" + name);
    }

    void killAll() {
        pods.values().forEach(Pod::kill);
    }

    /** Who answered how many of the calls since the last time this was asked. */
    String shares() {
        Map<String, Long> answers = new LinkedHashMap<>();
        pods.forEach((name, pod) -> answers.put(name, pod.answersSinceLastAsked()));
        long all = answers.values().stream().mapToLong(Long::longValue).sum();
        return answers.entrySet().stream()
                .map(each -> share(each.getKey(), 100 * each.getValue() / Math.max(1, all)))
                .collect(Collectors.joining("  ", "%4d calls  ".formatted(all), ""));
    }

    private static String share(String name, long percent) {
        return "%s %-10s %3d %%".formatted(name, "#".repeat((int) (percent + 5) / 10), percent);
    }

    private SliceManifest slice(String name, EndpointManifest endpoint) {
        return SliceManifest.of(service, service + "-" + name)
                .namespace(NAMESPACE)
                .port("main", pod(name).port())
                .endpoints(endpoint);
    }

    private EndpointManifest endpoint(String name) {
        return EndpointManifest.at("127.0.0.1").pod(service + "-" + name, service + "-" + name);
    }

    private Pod pod(String name) {
        return Objects.requireNonNull(pods.get(name), name);
    }
}
