package io.fairlead.kubernetes;

import io.fairlead.internal.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the Kubernetes API is watched.
 *
 * @param kubeconfig the kubeconfig to use, its current context; empty (the default): the first readable file
 *     of those that {@code KUBECONFIG} names, else the pod's service account, else {@code ~/.kube/config}
 * @param admitLoopback whether slices may name 127.0.0.0/8 and ::1, which no API server lets them; for tests and demonstrations.
 *     Default false
 * @param livenessAge how old the last proof that an answer is current may be before it is checked; greater than zero. The
 *     API server sends a sign of life about once a minute. Default 90 s
 * @param connectTimeout how long a connection may take; greater than zero, at most 1 s, since every unreachable try holds up the
 *     next. Default 1 s
 * @param answerTimeout how long the answer to the first try may take, doubled while the API server is connected and slow, up to
 *     30 s; greater than zero. Default 2 s
 * @param shortDelay the longest pause between tries in the first minute of an outage; the pause is drawn at random below it.
 *     Greater than zero. Default 3 s
 * @param longDelay the same later; at least shortDelay. Default 30 s
 * @param namespaceWatchFrom from so many Services of one namespace on, one watch serves them all in place of one each; 1 or more. It brings
 *     every slice of the namespace, and needs list and watch on all of them; where that is not allowed it stays at one each. Default 8,
 *     {@code Integer.MAX_VALUE} for never
 * @param reach by which of their addresses Services are called; empty (the default): by their pods in a pod, and where a kubeconfig leads to
 *     the cluster from outside, Services of type LoadBalancer with an ingress by that, those of type NodePort by node ports, and all else by
 *     pods
 * @param nodeAddresses which addresses of nodes are called where Services are reached by node ports. Default {@link
 *     NodeAddresses#EXTERNAL_ELSE_INTERNAL}
 */
public record KubernetesOptions(
        Optional<Path> kubeconfig,
        boolean admitLoopback,
        Duration livenessAge,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration shortDelay,
        Duration longDelay,
        Optional<Reach> reach,
        NodeAddresses nodeAddresses,
        int namespaceWatchFrom) {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

    public KubernetesOptions {
        Checks.positiveNanos(livenessAge, "livenessAge");
        Checks.positiveNanos(connectTimeout, "connectTimeout");
        Checks.check(connectTimeout.compareTo(LONGEST_CONNECT) <= 0, "connectTimeout", connectTimeout, "<= PT1S");
        Checks.positiveNanos(answerTimeout, "answerTimeout");
        Checks.positiveNanos(shortDelay, "shortDelay");
        Checks.check(namespaceWatchFrom >= 1, "namespaceWatchFrom", namespaceWatchFrom, "1 or more");
        Checks.check(longDelay.compareTo(shortDelay) >= 0, "longDelay", longDelay, ">= shortDelay, " + shortDelay);
    }

    /** Every default. */
    public static KubernetesOptions defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.kubeconfig = kubeconfig;
        builder.admitLoopback = admitLoopback;
        builder.livenessAge = livenessAge;
        builder.connectTimeout = connectTimeout;
        builder.answerTimeout = answerTimeout;
        builder.shortDelay = shortDelay;
        builder.longDelay = longDelay;
        builder.namespaceWatchFrom = namespaceWatchFrom;
        builder.reach = reach;
        builder.nodeAddresses = nodeAddresses;
        return builder;
    }

    /** Collects options; each setter is explained at the record. Not thread-safe. */
    public static final class Builder {
        private Optional<Path> kubeconfig = Optional.empty();
        private boolean admitLoopback;
        private Duration livenessAge = Duration.ofSeconds(90);
        private Duration connectTimeout = LONGEST_CONNECT;
        private Duration answerTimeout = Duration.ofSeconds(2);
        private Duration shortDelay = Duration.ofSeconds(3);
        private Duration longDelay = Duration.ofSeconds(30);
        private int namespaceWatchFrom = 8;
        private Optional<Reach> reach = Optional.empty();
        private NodeAddresses nodeAddresses = NodeAddresses.EXTERNAL_ELSE_INTERNAL;

        private Builder() {}

        /** The kubeconfig to use; default: look for one, and for a service account. */
        public Builder kubeconfig(Path file) {
            kubeconfig = Optional.of(file);
            return this;
        }

        /** Whether loopback addresses may be endpoints; default false. */
        public Builder admitLoopback(boolean value) {
            admitLoopback = value;
            return this;
        }

        /** How old a proof of life may be; default 90 s. */
        public Builder livenessAge(Duration value) {
            livenessAge = value;
            return this;
        }

        /** How long a connection may take; default 1 s. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** How long the first answer may take; default 2 s. */
        public Builder answerTimeout(Duration value) {
            answerTimeout = value;
            return this;
        }

        /** The longest pause between tries in the first minute of an outage; default 3 s. */
        public Builder shortDelay(Duration value) {
            shortDelay = value;
            return this;
        }

        /** The longest pause between tries later; default 30 s. */
        public Builder longDelay(Duration value) {
            longDelay = value;
            return this;
        }

        /** By which of their addresses Services are called; default: what fits where the process runs. */
        public Builder reach(Reach value) {
            reach = Optional.of(value);
            return this;
        }

        /** Which addresses of nodes are called; default {@link NodeAddresses#EXTERNAL_ELSE_INTERNAL}. */
        public Builder nodeAddresses(NodeAddresses value) {
            nodeAddresses = value;
            return this;
        }

        /** From how many Services of a namespace on one watch serves them all; default 8. */
        public Builder namespaceWatchFrom(int value) {
            namespaceWatchFrom = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public KubernetesOptions build() {
            return new KubernetesOptions(
                    kubeconfig,
                    admitLoopback,
                    livenessAge,
                    connectTimeout,
                    answerTimeout,
                    shortDelay,
                    longDelay,
                    reach,
                    nodeAddresses,
                    namespaceWatchFrom);
        }
    }
}
