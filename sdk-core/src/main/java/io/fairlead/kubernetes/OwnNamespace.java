package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            // Only parsed: to get a client's configuration of it could run a program that asks for credentials.
            return ofCurrentContext(Serialization.unmarshal(Files.readString(file), Map.class));
        } catch (IOException | RuntimeException e) {
            return DEFAULT;
        }
    }

    private static String ofCurrentContext(Map<?, ?> kubeconfig) {
        if (kubeconfig.get("contexts") instanceof List<?> contexts) {
            for (Object each : contexts) {
                if (each instanceof Map<?, ?> named
                        && Objects.equals(named.get("name"), kubeconfig.get("current-context"))
                        && named.get("context") instanceof Map<?, ?> context
                        && context.get("namespace") instanceof String namespace
                        && !namespace.isEmpty()) {
                    return namespace;
                }
            }
        }
        return DEFAULT;
    }
}
