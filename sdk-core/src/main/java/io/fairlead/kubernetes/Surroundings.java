package io.fairlead.kubernetes;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The places where a process finds out about its cluster: environment, home folder, the service account's folder.
 *
 * @param environment from a variable's name to its value, null if it is not set
 * @param home the user's home folder
 * @param serviceAccount where a pod finds token, authority and namespace
 */
record Surroundings(Function<String, @Nullable String> environment, Path home, Path serviceAccount) {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings(System::getenv, Path.of(System.getProperty("user.home", "/")), SERVICE_ACCOUNT);
    }

    /** A variable's value, empty if it is not set or blank. */
    String variable(String name) {
        String value = environment.apply(name);
        return value == null ? "" : value.strip();
    }

    /** The files that KUBECONFIG names. */
    List<Path> kubeconfigVariable() {
        return Arrays.stream(variable("KUBECONFIG").split(File.pathSeparator, -1))
                .filter(file -> !file.isBlank())
                .map(Path::of)
                .toList();
    }

    /** Where kubectl looks if nothing else is said. */
    Path homeKubeconfig() {
        return home.resolve(".kube").resolve("config");
    }

    Path token() {
        return serviceAccount.resolve("token");
    }

    Path authority() {
        return serviceAccount.resolve("ca.crt");
    }

    /** The file with the pod's own namespace. */
    Path namespace() {
        return serviceAccount.resolve("namespace");
    }
}
