package io.fairlead.backend;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A backend on free ports of this machine, with a client for each protocol. */
final class RunningBackend implements AutoCloseable {
    final Backend backend;
    final OkHttpClient http1 =
            new OkHttpClient.Builder().protocols(List.of(Protocol.HTTP_1_1)).build();
    final OkHttpClient http2 = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .build();
    final ManagedChannel channel;

    RunningBackend(String... more) throws IOException {
        List<String> args =
                new java.util.ArrayList<>(List.of("--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--name", "pod-1"));
        args.addAll(List.of(more));
        backend = Backend.start(Options.parse(args, Map.of()));
        channel = NettyChannelBuilder.forAddress(backend.grpcAddress(), InsecureChannelCredentials.create())
                .build();
    }

    record Answer(int code, String text, boolean closes) {}

    Answer get(OkHttpClient client, String path) throws IOException {
        return answer(client, new Request.Builder().url(url(path)).build());
    }

    Answer post(String path) throws IOException {
        return answer(
                http1,
                new Request.Builder().url(url(path)).post(RequestBody.EMPTY).build());
    }

    static Answer answer(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return new Answer(
                    response.code(), response.body().string().trim(), "close".equals(response.header("Connection")));
        }
    }

    String url(String path) {
        InetSocketAddress address = backend.httpAddress();
        return "http://" + address.getHostString() + ":" + address.getPort() + path;
    }

    HealthCheckResponse check() {
        return HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        http1.connectionPool().evictAll();
        http2.connectionPool().evictAll();
        http1.dispatcher().executorService().shutdown();
        http2.dispatcher().executorService().shutdown();
        backend.drain(Duration.ofSeconds(1));
    }
}
