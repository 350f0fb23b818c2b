package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Makes fabric8's HTTP client over the JDK's: certificates, token, proxy and impersonation as the configuration says. */
final class HttpClients {
    private HttpClients() {}

    /**
     * A client.
     *
     * @param http fabric8's
     * @param close ends it
     */
    record Made(HttpClient http, Runnable close) {}

    /**
     * A new client with connections of its own.
     *
     * @param http1 whether it speaks HTTP/1.1 only
     * @param executor of all that it does, save for its selector thread; stays the caller's
     */
    static Made create(Config config, boolean http1, Duration connectTimeout, Executor executor) {
        Config own = new ConfigBuilder(config)
                .withConnectionTimeout(Math.toIntExact(connectTimeout.toMillis()))
                // Whoever asks says how long it waits; trying again is our own business, at our own pace.
                .withRequestTimeout(0)
                .withRequestRetryBackoffLimit(0)
                // Over plain text the JDK would ask every server for an upgrade.
                .withHttp2Disable(http1
                        || config.isHttp2Disable()
                        || config.getMasterUrl().startsWith("http:"))
                .build();
        Factory factory = new Factory(executor);
        HttpClient client = factory.newBuilder(own).build();
        return new Made(client, () -> {
            client.close();
            factory.shutDown();
        });
    }

    private static final class Factory extends JdkHttpClientFactory {
        private final Executor executor;
        private volatile java.net.http.@Nullable HttpClient built;

        Factory(Executor executor) {
            this.executor = executor;
        }

        // The builder that it gives away keeps the client for us, which fabric8 would let go of without a word.
        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            java.net.http.HttpClient.Builder real =
                    java.net.http.HttpClient.newBuilder().executor(executor);
            return (java.net.http.HttpClient.Builder) Proxy.newProxyInstance(
                    HttpClients.class.getClassLoader(),
                    new Class<?>[] {java.net.http.HttpClient.Builder.class},
                    (proxy, method, arguments) -> {
                        Object result = method.invoke(real, arguments);
                        if (result instanceof java.net.http.HttpClient client) {
                            built = client;
                        }
                        return result == real ? proxy : result;
                    });
        }

        /** Ends its selector thread and connections at once, which the JDK offers from 21 on; on 17 it must be collected. */
        void shutDown() {
            java.net.http.HttpClient client = built;
            built = null;
            if (client instanceof AutoCloseable) {
                try {
                    java.net.http.HttpClient.class.getMethod("shutdownNow").invoke(client);
                } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException("the JDK's client is closeable and cannot be shut down", e);
                }
            }
        }
    }
}
