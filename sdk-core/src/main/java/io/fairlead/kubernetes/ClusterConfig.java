package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;

/** Where the API server is and who we are: read anew for every link, since tokens and authorities are renewed. */
@FunctionalInterface
interface ClusterConfig {
    /**
     * Reads it. May block on files, or on a program that a kubeconfig names.
     *
     * @throws NoClusterException if there is none
     */
    Config read() throws NoClusterException;

    /** Whether what was read last leads to the cluster from outside of it; false before that, and where nobody knows. */
    default boolean isOutside() {
        return false;
    }

    /** There is no configuration; the message says what was looked for and where. */
    final class NoClusterException extends Exception {
        private static final long serialVersionUID = 1;

        NoClusterException(String message) {
            super(message);
        }
    }
}
