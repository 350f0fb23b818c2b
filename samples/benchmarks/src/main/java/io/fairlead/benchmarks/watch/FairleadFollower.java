package io.fairlead.benchmarks.watch;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.kubernetes.KubernetesOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Ours: an endpoint is known when it can be picked. */
final class FairleadFollower implements Follower {
    private final ServiceDiscovery discovery;

    FairleadFollower(Path kubeconfig) {
        discovery = ServiceDiscovery.builder()
                .kubernetes(KubernetesOptions.builder().kubeconfig(kubeconfig).build())
                .discoveryTimeout(Duration.ofMinutes(1))
                .build();
    }

    @Override
    public void follow(int endpoints, Consumer<String> marker) throws InterruptedException {
        EndpointGroup group = discovery.group(Shop.SERVICE);
        group.awaitReady(Duration.ofMinutes(1));
        if (group.picker().size() != endpoints) {
            throw new IllegalStateException(group.picker().size() + " endpoints (expected: " + endpoints + ")");
        }
        group.pick();
        EndpointGroup.Interest unused = group.subscribe(
                state -> state.usable().stream().findFirst().ifPresent(first -> marker.accept(first.address())));
    }

    @Override
    public void close() {
        discovery.close();
    }
}
