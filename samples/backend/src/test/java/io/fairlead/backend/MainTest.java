package io.fairlead.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --latency 5ms                      | nothing to serve
                    --http 8080                        | --http: 8080 (expected: HOST:PORT
                    --http :8080                       | --http: :8080 (expected: HOST:PORT
                    --http ::1:80                      | --http: ::1:80 (expected: HOST:PORT
                    --grpc 127.0.0.1:70000             | --grpc: 127.0.0.1:70000 (expected: HOST:PORT
                    --http 127.0.0.1:0 --latency 5     | --latency: 5 (expected: 0 or a number with us, ms or s
                    --http 127.0.0.1:0 --latency -5ms  | --latency: -5ms
                    --http 127.0.0.1:0 --fail-share 2  | --fail-share: 2 (expected: a number from 0 to 1)
                    --http 127.0.0.1:0 --fail-share NaN| --fail-share: NaN
                    --http 127.0.0.1:0 --fail-share x  | --fail-share: x
                    --http 127.0.0.1:0 --port 5        | unknown option: --port
                    --http                             | --http: no value
                    --http 127.0.0.1:0 --http 127.0.0.1:0 | --http: given twice""")
    void badArgumentsAreExitCode2AndSayWhatIsWrong(String args, String message) {
        assertThat(start(args)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("backend: ").contains(message, "usage:");
    }

    @Test
    void anAddressInUseIsExitCode1AndNamesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThat(start("--http " + address)).isEqualTo(1);
            assertThat(start("--grpc " + address)).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("cannot serve HTTP on", "cannot serve gRPC on", address);
        }
    }

    @Test
    void sigtermFinishesTheRunningCallAndExitsWith0() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--http",
                        "127.0.0.1:0",
                        "--latency",
                        "1s")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader log = process.inputReader()) {
            String listens = log.lines()
                    .filter(line -> line.contains("listens"))
                    .findFirst()
                    .orElseThrow();
            String address = listens.replaceAll(".*http /(\\S+),.*", "$1");
            CompletableFuture<Integer> call = CompletableFuture.supplyAsync(() -> code("http://" + address + "/"));
            code("http://" + address
                    + "/whoami"); // by now the other has been sent as well, or will be within the linger
            process.destroy();
            assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private int start(String args) {
        PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.start(List.of(args.split(" ")), to, to);
    }

    private static int code(String url) {
        try (okhttp3.Response response = new OkHttpClient()
                .newCall(new Request.Builder().url(url).build())
                .execute()) {
            return response.code();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
