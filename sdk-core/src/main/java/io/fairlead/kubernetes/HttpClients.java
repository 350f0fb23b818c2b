package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Makes fabric8's HTTP client over the JDK's: certificates, token, proxy and impersonation as the configuration says. */
final class HttpClients {
    private HttpClients() {}

    /**
     * A new client with connections of its own.
     *
     * @param executor of all that it does, save for its selector thread; stays the caller's
     */
    static HttpClient create(Config config, Duration connectTimeout, Executor executor) {
        Config own = new ConfigBuilder(config)
                .withConnectionTimeout(Math.toIntExact(connectTimeout.toMillis()))
                // Whoever asks says how long it waits; trying again is our own business, at our own pace.
                .withRequestTimeout(0)
                .withRequestRetryBackoffLimit(0)
                // Over plain text the JDK would ask every server for an upgrade.
                .withHttp2Disable(
                        config.isHttp2Disable() || config.getMasterUrl().startsWith("http:"))
                .build();
        return new Factory(executor).newBuilder(own).build();
    }

    private static final class Factory extends JdkHttpClientFactory {
        private final Executor executor;

        Factory(Executor executor) {
            this.executor = executor;
        }

        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            return java.net.http.HttpClient.newBuilder().executor(executor);
        }
    }
}
