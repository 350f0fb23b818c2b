package io.fairlead.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Service {@code orders} and its backends, in a namespace of its own that goes with it. */
final class Orders implements AutoCloseable {
    private static final Duration ROLLOUT = Duration.ofSeconds(90);

    final String namespace;

    private Orders(String namespace) {
        this.namespace = namespace;
    }

    /** What a pod has served so far. */
    record Served(long http, long grpc) {
        long of(String protocol) {
            return protocol.equals("http") ? http : grpc;
        }

        static Served by(Pod pod) {
            try (Scanner answer = new Scanner(pod.uri("/served").toURL().openStream(), UTF_8)) {
                answer.next("http");
                long http = answer.nextLong();
                answer.next("grpc");
                return new Served(http, answer.nextLong());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A pod of the Deployment; it has no address before it has begun. It is ready since a time without fractions of its second. */
    record Pod(String name, String address, boolean ready, Instant readySince) {
        URI uri(String path) {
            return URI.create("http://" + address + ":8080" + path);
        }

        void control(String query) {
            try {
                HttpURLConnection post =
                        (HttpURLConnection) uri("/control?" + query).toURL().openConnection();
                post.setRequestMethod("POST");
                if (post.getResponseCode() >= 300) {
                    throw new IllegalStateException(name + " answers " + post.getResponseCode() + " to " + query);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Pod of(JsonNode pod) {
            JsonNode status = pod.path("status");
            Optional<JsonNode> ready = status.path("conditions")
                    .valueStream()
                    .filter(condition -> condition.path("type").asString().equals("Ready")
                            && condition.path("status").asString().equals("True"))
                    .findAny();
            return new Pod(
                    pod.path("metadata").path("name").asString(),
                    status.path("podIP").asString(""),
                    ready.isPresent(),
                    ready.map(condition -> Instant.parse(
                                    condition.path("lastTransitionTime").asString()))
                            .orElse(Instant.MAX));
        }
    }

    /** Returns once all are ready. */
    static Orders deploy(String scenario, int replicas) {
        return deploy(scenario, replicas, 3);
    }

    /** The same, of pods that stay ready for so many seconds without an answer to a probe. */
    static Orders deploy(String scenario, int replicas, int failedProbes) {
        Orders orders = new Orders(scenario + "-" + Long.toString(System.currentTimeMillis() / 1000 % 1_000_000, 36));
        Lab.kubectl("create", "namespace", orders.namespace);
        try {
            // The controllers make it; a pod before that is refused.
            await().until(() ->
                    !orders.json("get", "serviceaccounts").path("items").isEmpty());
            orders.apply(Manifests.orders(orders.namespace, replicas, failedProbes));
            orders.awaitRollout();
            return orders;
        } catch (RuntimeException e) {
            orders.close();
            throw e;
        }
    }

    void apply(String manifest) {
        Lab.apply(namespace, manifest);
    }

    /** Replaces every pod, in the Deployment's own way; returns when that is done. */
    void rollingRestart() {
        kubectl("rollout", "restart", "deployment/orders");
        awaitRollout();
    }

    void scale(int replicas) {
        kubectl("scale", "deployment/orders", "--replicas=" + replicas);
    }

    void awaitRollout() {
        kubectl("rollout", "status", "deployment/orders", "--timeout=" + ROLLOUT.toSeconds() + "s");
    }

    /** Those that are not on their way out. */
    List<Pod> pods() {
        return json("get", "pods", "-l", "app=orders")
                .path("items")
                .valueStream()
                .filter(pod -> pod.path("metadata").path("deletionTimestamp").isMissingNode())
                .map(Pod::of)
                .toList();
    }

    /** Deletes so many pods at once and returns, when as many new ones are ready, those. */
    List<Pod> replace(int count) {
        List<Pod> before = pods();
        for (Pod pod : before.subList(0, count)) {
            kubectl("delete", "pod", pod.name(), "--wait=false");
        }
        Set<String> known = before.stream().map(Pod::name).collect(Collectors.toSet());
        return await().atMost(ROLLOUT)
                .until(
                        () -> pods().stream()
                                .filter(pod -> pod.ready() && !known.contains(pod.name()))
                                .toList(),
                        fresh -> fresh.size() == count);
    }

    /** A pod like those of the Deployment that runs and is not yet the Service's; returns once it is ready. */
    Pod spare() {
        ObjectNode pod = Lab.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata").put("name", "spare").putObject("labels").put("app", "spare");
        pod.set("spec", json("get", "deployment", "orders").at("/spec/template/spec"));
        apply(pod.toString());
        kubectl("wait", "--for=condition=Ready", "pod/spare", "--timeout=" + ROLLOUT.toSeconds() + "s");
        return Pod.of(json("get", "pod", "spare"));
    }

    /** Makes a spare pod one of the Service's. */
    void admit(Pod spare) {
        kubectl("label", "pod", spare.name(), "app=orders", "--overwrite");
    }

    /** What each pod has served so far. */
    Map<String, Served> served() {
        return pods().stream().collect(Collectors.toMap(Pod::name, Served::by));
    }

    /** Makes every pod answer with failures. */
    void fail() {
        pods().forEach(pod -> pod.control("failShare=1"));
    }

    /** Makes every pod answer as it is asked to. */
    void heal() {
        pods().forEach(pod -> pod.control("failShare=0"));
    }

    /** SIGKILL to the pod's process, which the kubelet then starts again at the same address. */
    void kill(Pod pod) {
        ProcessHandle process = ProcessHandle.allProcesses()
                .filter(candidate -> candidate.info().commandLine().orElse("").endsWith("--name " + pod.name()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no process of " + pod));
        process.destroyForcibly();
    }

    /** What a cloud does: tells where the load balancer of a Service takes calls, by JSON objects with commas between them. */
    void setIngress(String service, String ingress) {
        kubectl(
                "patch",
                "service",
                service,
                "--subresource=status",
                "-p",
                "{\"status\":{\"loadBalancer\":{\"ingress\":[" + ingress + "]}}}");
    }

    String kubectl(String... args) {
        return Lab.kubectl(in(args));
    }

    JsonNode json(String... args) {
        return Lab.json(in(args));
    }

    Process watch(String... args) {
        return Lab.startKubectl(in(args));
    }

    private String[] in(String... args) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("-n", namespace), java.util.stream.Stream.of(args))
                .toArray(String[]::new);
    }

    /** Returns when no process of the namespace is left, so that the next scenario has the machine to itself. */
    @Override
    public void close() {
        kubectl("delete", "deployment,statefulset,pod", "--all", "--grace-period=1", "--wait=true");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> json("get", "pods").path("items").isEmpty());
        Lab.kubectl("delete", "namespace", namespace, "--wait=false");
    }
}
