package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.endpoint.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Cache;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else a client has stays as it is: cookies, cache, proxies, threads. */
class ClientTest {
    private static final String URL = "http://orders.shop.svc/";

    private final Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void cookiesAreTheServicesAndGoToEveryPod() throws Exception {
        for (int i = 0; i < 2; i++) {
            pods.start(request -> new MockResponse.Builder()
                    .body(String.valueOf(request.getHeaders().get("Cookie")))
                    .addHeader("Set-Cookie", "session=1; Path=/")
                    .build());
        }
        List<Cookie> jar = new ArrayList<>();
        OkHttpClient client = pods.client()
                .newBuilder()
                .cookieJar(new CookieJar() {
                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                        assertThat(url.host()).isEqualTo("orders.shop.svc");
                        jar.addAll(cookies);
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return List.copyOf(jar);
                    }
                })
                .build();

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("null");
        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("session=1");
        assertThat(pods.servers)
                .allSatisfy(pod -> assertThat(pod.getRequestCount()).isEqualTo(1));
    }

    @Test
    void anAnswerFromTheCacheNeedsNoPod(@TempDir File directory) throws IOException {
        pods.start(request -> new MockResponse.Builder()
                .body("kept")
                .addHeader("Cache-Control", "max-age=60")
                .build());
        OkHttpClient client = pods.client()
                .newBuilder()
                .cache(new Cache(directory, 1_000_000))
                .build();

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("kept");
        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("kept");
        pods.publish(List.of());
        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("kept");
        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL + "not-kept"))))
                .isInstanceOf(ServiceUnavailableException.class);
        OkHttpClient addedTwice =
                client.newBuilder().addInterceptor(pods.interceptor()).build();
        assertThat(Pods.body(addedTwice.newCall(Pods.get(URL)))).isEqualTo("kept");

        assertThat(pods.requests()).isEqualTo(1);
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void aClientWithAProxyIsLeftAloneAndToldOnce() throws IOException {
        pods.start();
        PrintStream standardError = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.start(InetAddress.getLoopbackAddress(), 0);
            proxy.enqueue(Pods.text("by proxy"));
            proxy.enqueue(Pods.text("by proxy"));
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getPort())))
                    .build();

            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("by proxy");
            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("by proxy");
        } finally {
            System.setErr(standardError);
        }
        assertThat(pods.requests()).isZero();
        assertThat(logged.toString(StandardCharsets.UTF_8)).containsOnlyOnce("is called by the proxy");
    }

    @Test
    void aSelectorThatExcludesTheServiceIsObeyed() throws IOException {
        MockWebServer pod = pods.start();
        OkHttpClient client = pods.client()
                .newBuilder()
                .proxySelector(new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        return List.of(Proxy.NO_PROXY);
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress address, IOException e) {
                        throw new AssertionError("no proxy was used", e);
                    }
                })
                .build();

        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo(String.valueOf(pod.getPort()));
    }

    @Test
    void asANetworkInterceptorItSaysWhereItBelongs() {
        OkHttpClient client = new OkHttpClient.Builder()
                .addNetworkInterceptor(pods.interceptor())
                .build();
        try (MockWebServer server = new MockWebServer()) {
            server.start(InetAddress.getLoopbackAddress(), 0);
            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get("http://127.0.0.1:" + server.getPort() + "/"))))
                    .hasMessageContaining("addInterceptor");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aConfiguredClientRunsManyAsynchronousCallsAtOnce() {
        OkHttpClient client =
                pods.interceptor().configure(new OkHttpClient.Builder()).build();

        assertThat(client.interceptors()).hasSize(1);
        assertThat(client.dispatcher().getMaxRequestsPerHost()).isEqualTo(256);
    }

    @Test
    void badOptionsAreNamed() {
        FairleadInterceptorBuilder builder = FairleadInterceptor.builder(pods.discovery);

        assertThatThrownBy(() -> builder.connectTimeout(Duration.ZERO)).hasMessageContaining("connectTimeout: PT0S");
        Duration forever = ChronoUnit.FOREVER.getDuration();
        assertThatThrownBy(() -> builder.connectTimeout(forever)).hasMessageContaining("connectTimeout: PT");
        assertThatThrownBy(() -> builder.idleConnectionsPerEndpoint(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> builder.retryCodes(java.util.Set.of(200))).hasMessageContaining("retryCodes: 200");
        assertThatThrownBy(() -> builder.clusterDomain(".local")).hasMessageContaining("clusterDomain: .local");
        assertThatThrownBy(builder::services).hasMessageContaining("services");
    }

    /** Sixteen threads call while one of four servers dies and its endpoint stays for a while. */
    @Test
    void noGetFailsWhileAServerDies() throws Exception {
        for (int i = 0; i < 4; i++) {
            pods.start();
        }
        OkHttpClient client = pods.client();
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> callers = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            callers.add(threads.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    assertThat(Pods.body(client.newCall(Pods.get(URL)))).isNotEmpty();
                    if (done.incrementAndGet() == 300) {
                        pods.servers.get(0).close();
                    }
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        threads.shutdown();
        assertThat(done).hasValue(16 * 60);
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void anEndpointThatIsAddedIsUsed() throws IOException {
        pods.start();
        OkHttpClient client = pods.client();
        Pods.body(client.newCall(Pods.get(URL)));
        MockWebServer added = pods.start();

        Pods.body(client.newCall(Pods.get(URL)));
        Pods.body(client.newCall(Pods.get(URL)));

        assertThat(added.getRequestCount()).isEqualTo(1);
        List<Endpoint> usable = pods.discovery.group(pods.service).state().usable();
        assertThat(usable).hasSize(2);
    }
}
