package io.fairlead.testkit;

/** The text of a kubeconfig with one context. */
final class Kubeconfig {
    private Kubeconfig() {}

    static String text(String url, String token, String namespace) {
        String context = "{cluster: embedded, user: embedded, namespace: '" + namespace + "'}";
        return String.join(
                "\n",
                "apiVersion: v1",
                "kind: Config",
                "current-context: embedded",
                "clusters: [{name: embedded, cluster: {server: '" + url + "'}}]",
                "users: [{name: embedded, user: {token: '" + token + "'}}]",
                "contexts: [{name: embedded, context: " + context + "}]",
                "");
    }
}
