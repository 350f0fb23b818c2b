package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The namespace that a reference without one means. */
public final class OwnNamespace {
    private static final String DEFAULT = "default";

    private OwnNamespace() {}

    /**
     * The pod's own namespace where there is one, else that of the kubeconfig's current context, else {@code default}; a
     * kubeconfig that the options or {@code KUBECONFIG} name comes first. Reads files: not for event loops.
     *
     * @param options which kubeconfig to use
     */
    public static String find(KubernetesOptions options) {
        return find(options, Surroundings.ofProcess());
    }

    /** The namespace of the pod this process runs in, empty outside of pods and in those without a service account. Reads a file. */
    public static Optional<String> ofPod() {
        return Optional.of(ofPod(Surroundings.ofProcess().namespace())).filter(name -> !name.isEmpty());
    }

    static String find(KubernetesOptions options, Surroundings surroundings) {
        Optional<Path> named = options.kubeconfig().or(() -> surroundings.kubeconfigVariable().stream()
                .filter(Files::isReadable)
                .findFirst());
        if (named.isPresent()) {
            return ofContext(named.get());
        }
        String pods = ofPod(surroundings.namespace());
        return pods.isEmpty() ? ofContext(surroundings.homeKubeconfig()) : pods;
    }

    private static String ofPod(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    // A kubeconfig that cannot be read is the watch's business to report, with all that was looked for.
    private static String ofContext(Path file) {
        if (!Files.isReadable(file)) {
            return DEFAULT;
        }
        try {
            String namespace = Config.fromKubeconfig(file.toFile()).getNamespace();
            return namespace == null || namespace.isEmpty() ? DEFAULT : namespace;
        } catch (RuntimeException e) {
            return DEFAULT;
        }
    }
}
