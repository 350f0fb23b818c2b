package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.ServiceDiscovery;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.ServiceRef;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallKeyTest {
    private final Pods pods = new Pods(
            ServiceRef.parse("orders.shop:80"),
            ServiceDiscovery.builder().namespace("shop").balancer(Balancer.consistentHash()));

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void requestsWithOneKeyGoToOnePod() throws Exception {
        for (int i = 0; i < 5; i++) {
            pods.start();
        }
        OkHttpClient client = pods.client();

        Set<String> all = new HashSet<>();
        for (int user = 0; user < 40; user++) {
            Set<String> ofUser = new HashSet<>();
            for (int call = 0; call < 5; call++) {
                ofUser.add(call(client, "user-" + user));
            }
            assertThat(ofUser).hasSize(1);
            all.addAll(ofUser);
        }
        assertThat(all).hasSizeGreaterThan(2);
    }

    private static String call(OkHttpClient client, String key) throws IOException {
        Request request = new Request.Builder()
                .url("http://orders.shop.svc/")
                .tag(CallKey.class, new CallKey(key))
                .build();
        return Pods.body(client.newCall(request));
    }
}
