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
            - apiGroups: ["discovery.k8s.io"]
              resources: ["endpointslices"]
              verbs: ["get", "list", "watch"]
            - apiGroups: [""]
              resources: ["services"]
              verbs: ["get", "list", "watch"]
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

    private RequiredRole() {}

    /** A Role and a RoleBinding for a namespace. */
    static String yaml(String namespace) {
        return YAML.replace("NAMESPACE", namespace);
    }
}
