package io.fairlead.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A namespace of its own for a test, which goes with it. */
record Space(String name) implements AutoCloseable {
    private static final Duration ROLLOUT = Duration.ofSeconds(60);

    static Space create(String scenario) {
        Space space = new Space(scenario + "-" + Long.toString(System.currentTimeMillis() / 1000 % 1_000_000, 36));
        Lab.kubectl("create", "namespace", space.name());
        // The controllers make it; a pod before that is refused.
        await().until(() -> !space.json("get", "serviceaccounts").path("items").isEmpty());
        return space;
    }

    void apply(String manifest) {
        Lab.apply(name, manifest);
    }

    String kubectl(String... args) {
        return Lab.kubectl(in(args));
    }

    JsonNode json(String... args) {
        return Lab.json(in(args));
    }

    /** Returns once so many pods of the Deployment are ready and no other is left. */
    void scale(String deployment, int replicas) {
        kubectl("scale", "deployment/" + deployment, "--replicas=" + replicas);
        awaitRollout("deployment/" + deployment);
        await().atMost(ROLLOUT)
                .until(() -> json("get", "pods", "-l", "app=" + deployment)
                                .path("items")
                                .size()
                        == replicas);
    }

    void awaitRollout(String workload) {
        kubectl("rollout", "status", workload, "--timeout=" + ROLLOUT.toSeconds() + "s");
    }

    @Override
    public void close() {
        kubectl("delete", "deployment,statefulset,pod", "--all", "--grace-period=1", "--wait=true");
        Lab.kubectl("delete", "namespace", name, "--wait=false");
    }

    private String[] in(String... args) {
        return Stream.concat(Stream.of("-n", name), Stream.of(args)).toArray(String[]::new);
    }
}
