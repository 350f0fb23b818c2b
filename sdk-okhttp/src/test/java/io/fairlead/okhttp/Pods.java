package io.fairlead.okhttp;

import io.fairlead.DiscoveryListener;
import io.fairlead.ServiceDiscovery;
import io.fairlead.ServiceDiscoveryBuilder;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.RetryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.awaitility.Awaitility;

/** Real servers on 127.0.0.1, each its own port, that are the pods of one Service; and the discovery that knows them. */
final class Pods implements AutoCloseable {
    final SettableResolver source = new SettableResolver();
    final List<MockWebServer> servers = new ArrayList<>();
    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    final AtomicInteger started = new AtomicInteger();
    volatile Runnable whenAttemptEnds = () -> {};
    final ServiceRef service;
    final ServiceDiscovery discovery;

    Pods(ServiceRef service, ServiceDiscoveryBuilder discovery) {
        this.service = service;
        this.discovery = discovery.source(source).listener(new Recorder()).build();
    }

    /** The pods of orders.shop:80, in turn. */
    static Pods ofOrders() {
        return new Pods(ServiceRef.parse("orders.shop:80"), inTurn());
    }

    static Pods withAttemptTimeout(Duration value) {
        return new Pods(
                ServiceRef.parse("orders.shop:80"),
                inTurn().retry(RetryConfig.defaults().withAttemptTimeout(value)));
    }

    static ServiceDiscoveryBuilder inTurn() {
        return ServiceDiscovery.builder().namespace("shop").balancer(Balancer.roundRobin(new SplittableRandom(7)));
    }

    MockWebServer start(Function<RecordedRequest, MockResponse> answer) {
        return start(answer, server -> {});
    }

    MockWebServer start(Function<RecordedRequest, MockResponse> answer, Consumer<MockWebServer> setUp) {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer.apply(request);
            }
        });
        setUp.accept(server);
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers.add(server);
        publish();
        return server;
    }

    /** A pod that answers 200 with its own port as text. */
    MockWebServer start() {
        MockWebServer[] self = new MockWebServer[1];
        self[0] = start(request -> text(String.valueOf(self[0].getPort())));
        return self[0];
    }

    MockWebServer startHttps(SSLSocketFactory certificate) {
        MockWebServer[] self = new MockWebServer[1];
        self[0] = start(request -> text(String.valueOf(self[0].getPort())), server -> server.useHttps(certificate));
        return self[0];
    }

    /** A pod that speaks HTTP/2 without TLS. There the server looks at the effects of an answer before it asks for the answer. */
    MockWebServer startH2(Turns answers) {
        return start(answers, server -> {
            server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse peek() {
                    return answers.peek();
                }

                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return answers.apply(request);
                }
            });
        });
    }

    static MockResponse text(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    static MockResponse code(int code) {
        return new MockResponse.Builder().code(code).body("status " + code).build();
    }

    /** Makes all servers the endpoints of the Service. */
    void publish() {
        publish(servers.stream().map(Pods::endpoint).toList());
    }

    /** Tells the endpoints, and waits until the discovery has heard of them. */
    void publish(List<Endpoint> endpoints) {
        source.set(service, endpoints);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> discovery.group(service).state().usable().equals(endpoints));
    }

    /** A port where nobody listens, made an endpoint beside the servers. */
    Endpoint addDead() throws IOException {
        MockWebServer gone = new MockWebServer();
        gone.start(InetAddress.getLoopbackAddress(), 0);
        Endpoint dead = endpoint(gone);
        gone.close();
        publish(Stream.concat(servers.stream().map(Pods::endpoint), Stream.of(dead))
                .toList());
        return dead;
    }

    static Endpoint endpoint(MockWebServer server) {
        return Endpoint.of("127.0.0.1", server.getPort());
    }

    FairleadInterceptor interceptor() {
        return FairleadInterceptor.create(discovery);
    }

    OkHttpClient client() {
        return client(interceptor());
    }

    /** One whose interceptor in front drops the first answer to each call and asks again. */
    OkHttpClient clientThatAsksTwice() {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                })
                .addInterceptor(interceptor())
                .build();
    }

    static OkHttpClient client(FairleadInterceptor interceptor) {
        return new OkHttpClient.Builder().addInterceptor(interceptor).build();
    }

    static Request get(String url) {
        return new Request.Builder().url(url).build();
    }

    static Request post(String url, RequestBody body) {
        return new Request.Builder().url(url).post(body).build();
    }

    /** The body of the answer, fully read. */
    static String body(Call call) throws IOException {
        try (Response response = call.execute()) {
            return response.body().string();
        }
    }

    int requests() {
        return servers.stream().mapToInt(MockWebServer::getRequestCount).sum();
    }

    int inFlight() {
        return discovery.explain(service).endpoints().stream()
                .mapToInt(endpoint -> endpoint.inFlight())
                .sum();
    }

    /** Waits until every attempt has ended and was told of: an endpoint is no longer in flight a moment before its end is told. */
    void awaitEnds() {
        Awaitility.await().until(() -> inFlight() == 0 && outcomes.size() == started.get());
    }

    String ports() {
        return servers.stream().map(s -> String.valueOf(s.getPort())).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        discovery.close();
        servers.forEach(MockWebServer::close);
    }

    private final class Recorder implements DiscoveryListener {
        @Override
        public void attemptStarted(ServiceRef ended, Endpoint endpoint) {
            started.incrementAndGet();
        }

        @Override
        public void attemptEnded(ServiceRef ended, Endpoint endpoint, Outcome outcome, Duration latency) {
            outcomes.add(outcome);
            whenAttemptEnds.run();
        }
    }
}
