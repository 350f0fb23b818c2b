package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.util.concurrent.Semaphore;

/**
 * A configuration of which only so many readings may hang. Each holds a thread, and often a program that a kubeconfig names;
 * without a bound every try in an outage would add one.
 */
final class BoundedConfig implements ClusterConfig {
    static final int MOST_AT_ONCE = 16;

    private final ClusterConfig cluster;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    BoundedConfig(ClusterConfig cluster) {
        this.cluster = cluster;
    }

    @Override
    public boolean isOutside() {
        return cluster.isOutside();
    }

    @Override
    public Config read() throws NoClusterException {
        if (!free.tryAcquire()) {
            throw new IllegalStateException(
                    MOST_AT_ONCE + " readings of the cluster's configuration have not come to an "
                            + "end: end what they wait for, such as the program for credentials that the kubeconfig names");
        }
        try {
            return cluster.read();
        } finally {
            free.release();
        }
    }
}
