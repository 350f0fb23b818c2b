package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Finds the configuration by itself: the kubeconfig of the options, else of {@code KUBECONFIG}, else the pod's service
 * account if its token can be read, else the one in the home folder. The service variables, which every pod has, are none.
 */
final class FoundConfig implements ClusterConfig {
    private static final Pattern PLACE = Pattern.compile("line [0-9]+, column [0-9]+");

    private final Optional<Path> given;
    private final Surroundings surroundings;
    private volatile boolean outside;

    FoundConfig(Optional<Path> given, Surroundings surroundings) {
        this.given = given;
        this.surroundings = surroundings;
    }

    @Override
    public boolean isOutside() {
        return outside;
    }

    @Override
    public Config read() throws NoClusterException {
        Optional<Path> kubeconfig = explicit();
        if (kubeconfig.isPresent()) {
            outside = true;
            return fromFile(kubeconfig.get());
        }
        String host = surroundings.variable("KUBERNETES_SERVICE_HOST");
        if (Files.isReadable(surroundings.token()) && !host.isEmpty()) {
            outside = false;
            return inCluster(host);
        }
        if (Files.isReadable(surroundings.homeKubeconfig())) {
            outside = true;
            return fromFile(surroundings.homeKubeconfig());
        }
        throw new NoClusterException(nothingFound(host));
    }

    /** The kubeconfig that the options or KUBECONFIG name, if it is there. */
    private Optional<Path> explicit() throws NoClusterException {
        if (given.isPresent() && !Files.isReadable(given.get())) {
            throw new NoClusterException("No cluster configuration: the kubeconfig " + given.get()
                    + " cannot be read: name one that can, or none to have it looked for");
        }
        return given.or(() -> surroundings.kubeconfigVariable().stream()
                .filter(Files::isReadable)
                .findFirst());
    }

    private static Config fromFile(Path file) throws NoClusterException {
        try {
            return Config.fromKubeconfig(file.toFile());
        } catch (RuntimeException e) {
            throw new NoClusterException("No cluster configuration: the kubeconfig " + file + " cannot be used: "
                    + reason(e) + ": correct it, or remove it");
        }
    }

    // What a parser has to say quotes the file, and so perhaps a token: below its first line, or anywhere.
    private static String reason(RuntimeException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof JacksonException malformed) {
                return "it is malformed near line " + malformed.getLocation().getLineNr();
            }
        }
        String message = String.valueOf(failure.getMessage());
        Matcher place = PLACE.matcher(message);
        return message.lines().findFirst().orElse("") + (place.find() ? ", " + place.group() : "");
    }

    private Config inCluster(String host) {
        String port = surroundings.variable("KUBERNETES_SERVICE_PORT");
        Config config = Config.empty();
        config.setMasterUrl("https://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + (port.isEmpty() ? "443" : port));
        config.setCaCertFile(surroundings.authority().toString());
        // Asked for every request: the kubelet renews the file about every hour.
        config.setOauthTokenProvider(() -> text(surroundings.token()));
        return config;
    }

    private String nothingFound(String host) {
        return "No cluster configuration found. Looked for a kubeconfig in KUBECONFIG ("
                + (surroundings.kubeconfigVariable().isEmpty()
                        ? "not set"
                        : "no readable file in " + surroundings.kubeconfigVariable())
                + ") and at " + surroundings.homeKubeconfig() + " (not readable), and for a service account's token at "
                + surroundings.token()
                + (Files.isReadable(surroundings.token()) ? " (there)" : " (not readable)")
                + " with KUBERNETES_SERVICE_HOST (" + (host.isEmpty() ? "not set" : host)
                + "): set KUBECONFIG, or in a pod do not set automountServiceAccountToken: false";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
