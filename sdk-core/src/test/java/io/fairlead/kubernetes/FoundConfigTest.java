package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundConfigTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    private Surroundings surroundings;

    @BeforeEach
    void surroundings() {
        surroundings = new Surroundings(environment::get, folder.resolve("home"), folder.resolve("account"));
    }

    @Test
    void theServiceVariablesAloneAreNoConfiguration() {
        environment.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
        environment.put("KUBERNETES_SERVICE_PORT", "443");

        assertThatThrownBy(this::find)
                .isInstanceOf(ClusterConfig.NoClusterException.class)
                .hasMessageContaining("KUBECONFIG (not set)")
                .hasMessageContaining(surroundings.homeKubeconfig().toString())
                .hasMessageContaining(surroundings.token().toString())
                .hasMessageContaining("automountServiceAccountToken");
    }

    @Test
    void aPodUsesItsServiceAccountWhoseTokenIsReadAgain() throws Exception {
        inPod("first");

        Config config = find();
        write(surroundings.token(), "second\n");

        assertThat(config.getMasterUrl()).startsWith("https://10.96.0.1:443");
        assertThat(config.getCaCertFile()).isEqualTo(surroundings.authority().toString());
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("second");
    }

    @Test
    void anIpv6ApiServerIsPutInBrackets() throws Exception {
        inPod("token");
        environment.put("KUBERNETES_SERVICE_HOST", "fd00::1");

        assertThat(find().getMasterUrl()).startsWith("https://[fd00::1]:443");
    }

    @Test
    void theVariableComesBeforeTheServiceAccountAndThatBeforeTheHomeFolder() throws Exception {
        write(surroundings.homeKubeconfig(), kubeconfig("home"));
        assertThat(find().getMasterUrl()).startsWith("https://home.example");

        inPod("token");
        assertThat(find().getMasterUrl()).startsWith("https://10.96.0.1");

        write(folder.resolve("named"), kubeconfig("named"));
        environment.put("KUBECONFIG", folder.resolve("missing") + ":" + folder.resolve("named"));
        assertThat(find().getMasterUrl()).startsWith("https://named.example");
    }

    @Test
    void aKubeconfigThatIsAskedForMustBeThere() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> new FoundConfig(Optional.of(missing), surroundings).read())
                .isInstanceOf(ClusterConfig.NoClusterException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void aKubeconfigThatIsNoneIsToldAsThat() throws Exception {
        write(surroundings.homeKubeconfig(), "{{{");

        assertThatThrownBy(this::find)
                .isInstanceOf(ClusterConfig.NoClusterException.class)
                .hasMessageContaining(surroundings.homeKubeconfig().toString());
    }

    @Test
    void theOwnNamespaceIsThePodsElseTheContextsElseDefault() throws Exception {
        assertThat(ownNamespace()).isEqualTo("default");

        write(surroundings.homeKubeconfig(), kubeconfig("home"));
        assertThat(ownNamespace()).isEqualTo("home");

        write(surroundings.namespace(), "shop\n");
        assertThat(ownNamespace()).isEqualTo("shop");

        write(folder.resolve("named"), kubeconfig("named"));
        environment.put("KUBECONFIG", folder.resolve("named").toString());
        assertThat(ownNamespace()).isEqualTo("named");
    }

    @Test
    void theOwnNamespaceIsReadWithoutRunningTheProgramForCredentials() throws Exception {
        Path ran = folder.resolve("ran");
        String program = "exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: touch, "
                + "args: ['" + ran + "']}";
        write(surroundings.homeKubeconfig(), kubeconfig("home").replace("token: secret", program));

        assertThat(ownNamespace()).isEqualTo("home");

        assertThat(ran).doesNotExist();
    }

    private String ownNamespace() {
        return OwnNamespace.find(KubernetesOptions.defaults(), surroundings);
    }

    private Config find() throws ClusterConfig.NoClusterException {
        return new FoundConfig(Optional.empty(), surroundings).read();
    }

    private void inPod(String token) throws IOException {
        environment.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
        environment.put("KUBERNETES_SERVICE_PORT", "443");
        write(surroundings.token(), token);
    }

    private static String kubeconfig(String name) {
        return String.join(
                "\n",
                "apiVersion: v1",
                "kind: Config",
                "current-context: it",
                "clusters: [{name: it, cluster: {server: 'https://" + name + ".example'}}]",
                "users: [{name: it, user: {token: secret}}]",
                "contexts: [{name: it, context: {cluster: it, user: it, namespace: " + name + "}}]",
                "");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
