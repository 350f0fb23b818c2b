package io.fairlead.cluster;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is applied to the cluster. The programs are this machine's own: in the lab a pod is a process, and no image is looked at. */
final class Manifests {
    /** Pods come and go beside two clients on few cores: no second compiler, and no threads for collecting garbage. */
    static final List<String> JVM = List.of("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss256k");

    private Manifests() {}

    /**
     * The Service {@code orders}, its backends over the zones, and what a client may do: exactly what the README tells users.
     *
     * @param failedProbes how many in a row make a pod unready, one a second
     */
    static String orders(String namespace, int replicas, int failedProbes) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: orders}
            spec:
              selector: {app: orders}
              ports:
              - {name: http, port: 80, targetPort: http}
              - {name: grpc, port: 9000, targetPort: grpc}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: orders}
            spec:
              replicas: %d
              selector: {matchLabels: {app: orders}}
              template:
                metadata: {labels: {app: orders}}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 30
                  topologySpreadConstraints:
                  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: orders}}}
                  containers:
                  - name: backend
                    image: none
                    command: [%s]
                    env:
                    - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                    - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                    ports: [{name: http, containerPort: 8080}, {name: grpc, containerPort: 9090}]
                    readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 1, failureThreshold: %d}
                    lifecycle: {preStop: {sleep: {seconds: 4}}}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: client}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: fairlead}
            rules:
            - {apiGroups: [""], resources: [services], verbs: [get, list, watch]}
            - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [get, list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: fairlead}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: fairlead}
            subjects: [{kind: ServiceAccount, name: client, namespace: %s}]
            """.formatted(replicas, command(backend()), failedProbes, namespace);
    }

    /** A ServiceAccount that may read Services and one other kind of object. */
    static String account(String name, String namespace, String resource) {
        return """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: %1$s}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: %1$s}
            rules:
            - {apiGroups: ["", discovery.k8s.io], resources: [services, %3$s], verbs: [get, list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
            subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
            """.formatted(name, namespace, resource);
    }

    /** What docs/place.md tells those to apply whose zone is read from their Node. */
    static String mayGetNodes(String account, String namespace) {
        return """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: %2$s-place, labels: {fairlead: place}}
            rules:
            - {apiGroups: [""], resources: [nodes], verbs: [get]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: %2$s-place, labels: {fairlead: place}}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %2$s-place}
            subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
            """.formatted(account, namespace);
    }

    /** Services of every type for the two backends of {@code orders} at these addresses, and others with pods of their own. */
    static String kinds(String one, String other) {
        String ports = "ports: [{name: http, port: 80, targetPort: 8080}]";
        String ofOrders = "selector: {app: orders}, " + ports;
        return String.join(
                "---\n",
                service("borrowed", ports),
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: borrowed-by-hand, labels: {kubernetes.io/service-name: borrowed}}
                addressType: IPv4
                ports: [{name: http, port: 8080, protocol: TCP}]
                endpoints: [{addresses: [%s]}, {addresses: [%s]}]
                """.formatted(one, other),
                service("mirrored", ports),
                """
                apiVersion: v1
                kind: Endpoints
                metadata: {name: mirrored}
                subsets: [{addresses: [{ip: %s}, {ip: %s}], ports: [{name: http, port: 8080}]}]
                """.formatted(one, other),
                service("db", "clusterIP: None, selector: {app: db}, ports: [{name: sql, port: 5432}]"),
                """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  serviceName: db
                  replicas: 2
                  podManagementPolicy: Parallel
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec: {terminationGracePeriodSeconds: 1, containers: [{name: db, image: none, command: [sleep, "1000"]}]}
                """,
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: never-ready, labels: {app: slow}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers: [{name: slow, image: none, command: [sleep, "1000"], readinessProbe: {exec: {command: ["false"]}}}]
                """,
                service("early", "clusterIP: None, publishNotReadyAddresses: true, selector: {app: slow}, " + ports),
                service("late", "clusterIP: None, selector: {app: slow}, " + ports),
                service("node-port", "type: NodePort, " + ofOrders),
                service("node-port-local", "type: NodePort, externalTrafficPolicy: Local, " + ofOrders),
                service("lb", "type: LoadBalancer, " + ofOrders),
                service(
                        "both",
                        "ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv4, IPv6], selector: {app: orders}, ports: "
                                + "[{name: http, port: 80, targetPort: 8080}, {name: dns, port: 53, protocol: UDP}]"),
                service("six", "ipFamilies: [IPv6], " + ofOrders),
                service(
                        "signals",
                        "selector: {app: orders}, ports: [{name: m3ua, port: 2905, targetPort: 12905, protocol: SCTP}, "
                                + "{name: sip, port: 5060, targetPort: 15060, protocol: UDP}, "
                                + "{name: sip-tcp, port: 5060, targetPort: 15061}]"));
    }

    /** Services that stand for names of the cluster: {@code ext} for {@code orders}, like which there is a {@code second}, and {@code api}. */
    static String names(String namespace) {
        return String.join(
                "---\n",
                service("second", "selector: {app: orders}, ports: [{name: http, port: 80, targetPort: 8080}]"),
                service("ext", "type: ExternalName, externalName: orders." + namespace + ".svc.cluster.local"),
                service("api", "type: ExternalName, externalName: kubernetes.default.svc.cluster.local"),
                service("lb", "type: LoadBalancer, selector: {app: orders}, ports: [{port: 80, targetPort: 8080}]"));
    }

    private static String service(String name, String spec) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: %s}
            spec: {%s}
            """.formatted(name, spec);
    }

    /** A Deployment over the zones whose pods are ready and do nothing. */
    static String sleepers(String name, int replicas) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 1
                  topologySpreadConstraints:
                  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: %1$s}}}
                  containers: [{name: sleeper, image: none, command: [sleep, "1000"]}]
            """.formatted(name, replicas);
    }

    /** A pod on node-1 that runs the client once and knows its place by the downward API, as docs/place.md tells users. */
    static String pinned(String name, String account, List<String> args) {
        return pinnedWithoutZone(name, account, args) + """
                - name: NODE_ZONE
                  valueFrom: {fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}}
            """;
    }

    /** The same, but of its node alone. */
    static String pinnedWithoutZone(String name, String account, List<String> args) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec:
              nodeName: node-1
              restartPolicy: Never
              terminationGracePeriodSeconds: 1
              serviceAccountName: %s
              containers:
              - name: client
                image: none
                command: [%s]
                env:
                - name: NODE_NAME
                  valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
            """.formatted(name, account, command(args));
    }

    /** A pod that runs the client once, with its ServiceAccount and the cluster's DNS. */
    static String client(String name, List<String> args) {
        return pod(name, args, "serviceAccountName: client");
    }

    /** The same without API access and without DNS: nothing is left but the variables that the kubelet gives it. */
    static String clientWithVariablesOnly(String name, List<String> args) {
        return pod(
                name,
                args,
                "automountServiceAccountToken: false, dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.53]}");
    }

    /** The same without API access: the cluster's DNS and the variables are left. */
    static String clientWithoutApi(String name, List<String> args) {
        return pod(name, args, "automountServiceAccountToken: false");
    }

    /** A headless Service {@code pods} over the backends of {@code orders}. */
    static String headlessOrders() {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: pods}
            spec:
              clusterIP: None
              selector: {app: orders}
              ports:
              - {name: http, port: 80, targetPort: http}
              - {name: grpc, port: 9000, targetPort: grpc}
            """;
    }

    /** A StatefulSet {@code db} of one pod, and two Services that stand for others: {@code ext} for {@code alias}, that for {@code orders}. */
    static String databaseAndAliases(String namespace) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: ext}
            spec: {type: ExternalName, externalName: alias.%1$s.svc.cluster.local}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: alias}
            spec: {type: ExternalName, externalName: orders.%1$s.svc.cluster.local}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {clusterIP: None, selector: {app: db}, ports: [{name: http, port: 80, targetPort: http}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              replicas: 1
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: backend
                    image: none
                    command: [%2$s]
                    env:
                    - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                    - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                    ports: [{name: http, containerPort: 8080}]
                    readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 1}
            """.formatted(namespace, command(backend()));
    }

    /** A pod that runs the client once, with these fields in its spec. */
    static String pod(String name, List<String> args, String spec) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec: {restartPolicy: Never, terminationGracePeriodSeconds: 2, %s, containers: [{name: client, image: none, command: [%s]}]}
            """.formatted(name, spec, command(args));
    }

    private static List<String> backend() {
        String jar = Lab.file("fairlead.backend").toString();
        return List.of(
                "-Xmx64m",
                "-jar",
                jar,
                "--http",
                "$(POD_IP):8080",
                "--grpc",
                "$(POD_IP):9090",
                "--latency",
                "5ms",
                "--name",
                "$(POD_NAME)");
    }

    private static String command(List<String> args) {
        return Stream.concat(JVM.stream(), args.stream())
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(", "));
    }
}
