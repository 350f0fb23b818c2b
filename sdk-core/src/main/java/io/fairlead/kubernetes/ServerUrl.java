package io.fairlead.kubernetes;

import java.net.URI;
import java.net.URISyntaxException;

/** The API server's URL as the path of a request is put behind it. */
final class ServerUrl {
    private ServerUrl() {}

    /**
     * The URL without a slash at its end, and without user and password: nobody asks for them, and every message would show them.
     *
     * @throws ClusterConfig.NoClusterException if it is none; the message does not quote it, since it may hold a password
     */
    static String of(String configured) throws ClusterConfig.NoClusterException {
        URI url;
        try {
            url = new URI(configured);
        } catch (URISyntaxException e) {
            throw unusable(e.getReason() + " at index " + e.getIndex());
        }
        if (url.getScheme() == null || url.getHost() == null) {
            throw unusable("it has no " + (url.getScheme() == null ? "scheme" : "host"));
        }
        String text = url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                + (url.getRawPath() == null ? "" : url.getRawPath());
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static ClusterConfig.NoClusterException unusable(String why) {
        return new ClusterConfig.NoClusterException(
                "No cluster configuration: the URL of the API server cannot be used: " + why
                        + " (expected: such as https://10.96.0.1:443): correct it in the kubeconfig");
    }
}
