package io.fairlead.quickstart;

import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.okhttp.FairleadInterceptor;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The README's examples, which have to compile; {@link ReadmeTest} sees that they are the same. */
final class ReadmeExamples {
    private ReadmeExamples() {}

    static int okhttp() throws IOException {
        ServiceDiscovery discovery = ServiceDiscovery.create();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(FairleadInterceptor.create(discovery))
                .build();
        try (Response response = client.newCall(new Request.Builder().url("http://orders.shop/list").build()).execute()) {
            return response.code();
        }
    }

    static ManagedChannel grpc(ChannelCredentials credentials) {
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials).build();
        return channel;
    }

    static String any(ServiceDiscovery discovery) {
        String answer = discovery.group("orders.shop:http").call(endpoint -> ask(endpoint));
        return answer;
    }

    static void explain(ServiceDiscovery discovery) {
        System.out.println(discovery.explain("orders.shop:http"));
    }

    private static String ask(Endpoint endpoint) {
        return endpoint.hostPort();
    }
}
