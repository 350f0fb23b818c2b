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

    private static final String OF_NODES = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: fairlead-nodes
            rules:
            - apiGroups: [""]
              resources: ["nodes"]
              verbs: ["get", "list", "watch"]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: fairlead-nodes
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: fairlead-nodes
            subjects:
            - kind: ServiceAccount
              name: default # the caller's service account
              namespace: NAMESPACE # the caller's namespace
            """;

    private RequiredRole() {}

    /**
     * A Role and a RoleBinding for a namespace; for nodes, which are in none, a ClusterRole.
     *
     * @param resource what was denied: {@code endpoints} are only needed where they are used in place of slices, {@code nodes} where
     *     Services are reached by node ports
     */
    static String yaml(String namespace, String resource) {
        if (resource.equals(ObjectSet.NODES)) {
            return OF_NODES.replace("NAMESPACE", namespace);
        }
        return YAML.replace("RULES", resource.equals("endpoints") ? ENDPOINTS : SLICES)
                .replace("NAMESPACE", namespace);
    }
}
