package io.fairlead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.resolver.LastGoodConfig;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What credentials are in a kubeconfig stays there. A process of its own follows a Service with it, every logger at DEBUG, and tells
 * everything that there is to tell.
 */
class SecretsTest {
    private static final String SECRET = "5ecret";
    private static final Duration SOON = Duration.ofSeconds(20);
    // Made for this test; nothing trusts it.
    private static final String KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBolacf76hNrFQljF
            R1Tr8Q0SOm7xKmiqG7nUKG8HOtehRANCAARum8Tj8wkKSY8H5rWJWyZxR2jsQCEC
            C3VrmIPYPZrPwcbx9Q4NK1WR0gpU/8kDMbEzYg8L3F3Dt30wJzEew0AT
            -----END PRIVATE KEY-----""";
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARugAwIBAgIUNFEsU+TXK+k/91TwJ2F/4yzqr+kwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjYwODUzMDJaGA8yMTI2MTEwMjA4NTMw
            MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABG6b
            xOPzCQpJjwfmtYlbJnFHaOxAIQILdWuYg9g9ms/BxvH1Dg0rVZHSClT/yQMxsTNi
            DwvcXcO3fTAnMR7DQBOjUzBRMB0GA1UdDgQWBBRAH00ypPcUVzFYOr5k+0IO83sU
            /zAfBgNVHSMEGDAWgBRAH00ypPcUVzFYOr5k+0IO83sU/zAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0cAMEQCIBGzuMSDU/m/na7sS0bzFUBE/lw851Rw7XsI
            PwLjyWj5AiBe4u+Kf9pVALHu3oRRJqssCyb3hV1E9J2SrknemNOxqQ==
            -----END CERTIFICATE-----""";

    @TempDir
    Path folder;

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();

    /** Kubeconfigs with secrets; the names say what becomes of them. */
    enum Kubeconfig {
        TOKEN_THAT_IS_ACCEPTED("URL", "token: tok-5ecret", ""),
        TOKEN_THAT_IS_REFUSED("URL", "token: other-5ecret", ""),
        PASSWORD("URL", "username: admin, password: pass-5ecret", ""),
        PASSWORD_IN_THE_URL("USER_URL", "token: tok-5ecret", ""),
        PASSWORD_IN_A_BROKEN_URL("http://admin:pass-5ecret@bad host", "token: tok-5ecret", ""),
        PASSWORD_IN_A_URL_WITHOUT_HOST("http://admin:pass-5ecret@", "token: tok-5ecret", ""),
        PASSWORD_OF_A_PROXY("URL", "token: tok-5ecret", ", proxy-url: 'http://admin:pass-5ecret@127.0.0.1:1'"),
        CLIENT_KEY("https://127.0.0.1:1", "client-certificate-data: CERT, client-key-data: KEY", ""),
        BROKEN_CLIENT_KEY("https://127.0.0.1:1", "client-certificate-data: CERT, client-key-data: BROKEN", ""),
        NO_BASE64("https://127.0.0.1:1", "client-certificate-data: CERT, client-key-data: 'key-5ecret!'", ""),
        TOKEN_IN_BROKEN_YAML("URL", "token: \"tok-5ecret", ""),
        TOKEN_OF_ANOTHER_TYPE("URL", "token: {tok-5ecret: 1}", ""),
        FAILING_PROGRAM(
                "URL",
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/false, args: [arg-5ecret], "
                        + "env: [{name: A, value: env-5ecret}]}",
                ""),
        PROGRAM_WITHOUT_SENSE(
                "URL",
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/echo, args: ['token: arg-5ecret']}",
                "");

        private final String server;
        private final String user;
        private final String more;

        Kubeconfig(String server, String user, String more) {
            this.server = server;
            this.user = user;
            this.more = more;
        }

        String text(String url) {
            String text = String.join(
                    "\n",
                    "apiVersion: v1",
                    "kind: Config",
                    "current-context: c",
                    "clusters: [{name: c, cluster: {server: '" + server + "'" + more + "}}]",
                    "users: [{name: c, user: {" + user + "}}]",
                    "contexts: [{name: c, context: {cluster: c, user: c, namespace: shop}}]",
                    "");
            return text.replace("USER_URL", url.replace("//", "//admin:pass-5ecret@"))
                    .replace("'URL'", "'" + url + "'")
                    .replace("CERT", base64(CERTIFICATE))
                    .replace("KEY", base64(KEY))
                    .replace("BROKEN", base64(KEY.replace("MI", "5ecret")));
        }
    }

    @Test
    void noneComesOutOfAnything() throws IOException, InterruptedException {
        try (api) {
            api.access().require("tok-5ecret");
            api.apply(
                    ServiceManifest.named("orders").namespace("shop").port("http", 80),
                    SliceManifest.of("orders", "orders-a")
                            .namespace("shop")
                            .port("http", 8080)
                            .ready("10.0.0.1"));
            for (Kubeconfig kubeconfig : Kubeconfig.values()) {
                Files.createDirectory(folder.resolve(kubeconfig.name()));
                Files.writeString(folder.resolve(kubeconfig.name()).resolve("kubeconfig"), kubeconfig.text(api.url()));
            }

            List<String> told = List.of(run().split("(?m)^next: "));

            assertThat(told).hasSize(1 + Kubeconfig.values().length);
            assertThat(told.subList(1, told.size())).allSatisfy(SecretsTest::assertNoSecret);
            assertThat(keptFiles()).hasSize(2).allSatisfy(SecretsTest::assertIsClean);
        }
    }

    private static void assertNoSecret(String told) {
        assertThat(told).contains("the exception: ", "the explanation: orders.shop:http");
        assertIsClean(told);
    }

    private static void assertIsClean(String text) {
        assertThat(text).doesNotContain(SECRET).doesNotContain(base64(SECRET).substring(0, 6));
        // Lines of the key, whole or in the kubeconfig's own encoding.
        assertThat(text).doesNotContain(KEY.lines().skip(1).findFirst().orElseThrow());
        assertThat(text).doesNotContain(base64(KEY).substring(0, 40));
    }

    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug",
                        "-Dorg.slf4j.simpleLogger.log.io.fairlead.EndpointGroup=debug",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Teller.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return told;
    }

    private List<String> keptFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".last-good.json"))
                    .map(SecretsTest::content)
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** Tells everything that can be told. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            try (Stream<Path> folders = Files.list(Path.of(args[0]))) {
                for (Path folder : folders.sorted().toList()) {
                    System.out.println("next: " + folder.getFileName());
                    tell(folder);
                }
            }
        }

        private static void tell(Path folder) throws InterruptedException {
            KubernetesOptions kubernetes = KubernetesOptions.builder()
                    .kubeconfig(folder.resolve("kubeconfig"))
                    .build();
            System.out.println(kubernetes);
            try (ServiceDiscovery discovery = ServiceDiscovery.builder()
                    .kubernetes(kubernetes)
                    .strict(true)
                    .lastGood(LastGoodConfig.in(folder.resolve("answers")))
                    .build()) {
                EndpointGroup group = discovery.group("orders.shop:http");
                GroupState state = group.awaitKnown(SOON);
                System.out.println(state);
                System.out.print("the exception: ");
                state.exception().ifPresent(e -> e.printStackTrace(System.out));
                System.out.println("the explanation: " + discovery.explain("orders.shop:http"));
            }
        }
    }
}
