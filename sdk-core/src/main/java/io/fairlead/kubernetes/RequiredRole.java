package io.fairlead.kubernetes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            SUBJECT
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
            SUBJECT
            """;

    // As the API server names whom it refuses; a name with anything that YAML would have to escape is left to people.
    private static final Pattern USER = Pattern.compile("User \"([^\"\\\\\\p{Cntrl}]+)\"");
    private static final String ACCOUNT = "system:serviceaccount:";
    private static final String ANONYMOUS = "system:anonymous";

    private RequiredRole() {}

    /**
     * A Role and a RoleBinding for a namespace; for nodes, which are in none, a ClusterRole.
     *
     * @param resource what was denied: {@code endpoints} are only needed where they are used in place of slices, {@code nodes} where
     *     Services are reached by node ports
     * @param refusal what the API server says, which names the user
     */
    static String yaml(String namespace, String resource, String refusal) {
        String role = resource.equals(ObjectSet.NODES)
                ? OF_NODES
                : YAML.replace("RULES", resource.equals("endpoints") ? ENDPOINTS : SLICES);
        return role.replace("NAMESPACE", namespace).replace("SUBJECT", subject(namespace, refusal));
    }

    private static String subject(String namespace, String refusal) {
        Matcher user = USER.matcher(refusal);
        String name = user.find() ? user.group(1) : ANONYMOUS;
        String[] account =
                name.startsWith(ACCOUNT) ? name.substring(ACCOUNT.length()).split(":", -1) : new String[0];
        if (account.length == 2) {
            return account("\"" + account[1] + "\"", "\"" + account[0] + "\"");
        }
        return name.equals(ANONYMOUS)
                ? account("default # the caller's service account", namespace + " # the caller's namespace")
                : "- kind: User\n  apiGroup: rbac.authorization.k8s.io\n  name: \"" + name + "\"";
    }

    private static String account(String name, String namespace) {
        return "- kind: ServiceAccount\n  name: " + name + "\n  namespace: " + namespace;
    }
}
