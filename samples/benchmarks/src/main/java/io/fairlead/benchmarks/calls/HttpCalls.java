package io.fairlead.benchmarks.calls;

import io.fairlead.ServiceDiscovery;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.okhttp.FairleadInterceptor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** GET over HTTP/1.1, of a body of a few bytes. */
final class HttpCalls {
    private static final Request TO_THE_SERVICE =
            new Request.Builder().url("http://orders.shop/").build();

    private HttpCalls() {}

    static Callable<?> plain() {
        OkHttpClient client = new OkHttpClient();
        List<Request> requests = Arrays.stream(HttpServers.start())
                .mapToObj(port -> new Request.Builder()
                        .url("http://" + Servers.LOOPBACK + ":" + port + "/")
                        .build())
                .toList();
        AtomicInteger turn = new AtomicInteger();
        return () -> call(client, requests.get(turn(turn)));
    }

    static Callable<?> byHand() {
        int[] ports = HttpServers.start();
        AtomicInteger turn = new AtomicInteger();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Request request = chain.request();
                    HttpUrl url = request.url()
                            .newBuilder()
                            .host(Servers.LOOPBACK)
                            .port(ports[turn(turn)])
                            .build();
                    return chain.proceed(request.newBuilder().url(url).build());
                })
                .build();
        return () -> call(client, TO_THE_SERVICE);
    }

    static Callable<?> fairlead(Balancer balancer) {
        ServiceDiscovery discovery =
                Servers.discovery(ServiceRef.parse("orders.shop:80"), HttpServers.start(), balancer);
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(FairleadInterceptor.create(discovery))
                .build();
        return () -> call(client, TO_THE_SERVICE);
    }

    private static byte[] call(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return response.body().bytes();
        }
    }

    private static int turn(AtomicInteger turn) {
        return Math.floorMod(turn.getAndIncrement(), Servers.COUNT);
    }
}
