package io.fairlead.kubernetes;

/** What the API server must allow, as YAML to apply. */
final class RequiredRole {
    private static final String YAML = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: fairlead
              namespace: NAMESPACE
            rules:
            RULES
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: fairlead
              namespace: NAMESPACE
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: fairlead
            subjects:
            - kind: ServiceAccount
              name: default # the caller's service account
              namespace: NAMESPACE # the caller's namespace
            """;

    private static final String SLICES = """
            - apiGroups: ["discovery.k8s.io"]
              resources: ["endpointslices"]
              verbs: ["get", "list", "watch"]
            - apiGroups: [""]
              resources: ["services"]
              verbs: ["get", "list", "watch"]\
            """;

    private static final String ENDPOINTS = """
            - apiGroups: [""]
              resources: ["endpoints", "services"]
              verbs: ["get", "list", "watch"]\
            """;

    private RequiredRole() {}

    /**
     * A Role and a RoleBinding for a namespace.
     *
     * @param resource what was denied: {@code endpoints} are only needed where they are used in place of slices
     */
    static String yaml(String namespace, String resource) {
        return YAML.replace("RULES", resource.equals("endpoints") ? ENDPOINTS : SLICES)
                .replace("NAMESPACE", namespace);
    }
}
