package io.fairlead.cluster;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is applied to the cluster. The programs are this machine's own: in the lab a pod is a process, and no image is looked at. */
final class Manifests {
    /** Pods come and go beside two clients on few cores: no second compiler, and no threads for collecting garbage. */
    private static final List<String> JVM = List.of("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss256k");

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
