package io.fairlead.cli;

import io.fairlead.ServiceDiscovery;
import io.fairlead.okhttp.CallKey;
import io.fairlead.okhttp.FairleadInterceptor;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Okio;

/** GET over OkHttp. The library makes every attempt on the thread of its call, where {@link Attempts} hears of it. */
final class HttpTransport implements Transport {
    /** By which a server behind a virtual IP may say its name. */
    static final String SERVED_BY = "X-Served-By";

    private static final int SERVER_ERROR = 500;

    private final OkHttpClient client;
    private final Request request;
    private final Attempts attempts;
    private final Keys keys;

    private HttpTransport(OkHttpClient client, Request request, Attempts attempts, Keys keys) {
        this.client = client;
        this.request = request;
        this.attempts = attempts;
        this.keys = keys;
    }

    static HttpTransport of(
            Target.Http target,
            ServiceDiscovery discovery,
            Attempts attempts,
            Duration timeout,
            Optional<Authority> authority,
            Keys keys) {
        FairleadInterceptor balancing = FairleadInterceptor.builder(discovery)
                .services(target.url().host())
                .build();
        return of(target, balancing, attempts, timeout, authority, keys);
    }

    /** OkHttp by itself. Only an answer tells where it was from, if it does; attempts before it are not seen. */
    static HttpTransport plain(Target.Http target, Attempts attempts, Duration timeout, Optional<Authority> authority) {
        String host = target.url().host() + ":" + target.url().port();
        Interceptor told = chain -> {
            Response answer = chain.proceed(chain.request());
            attempts.begunHere(Objects.requireNonNullElse(answer.header(SERVED_BY), host));
            return answer;
        };
        return of(target, told, attempts, timeout, authority, Keys.NONE);
    }

    private static HttpTransport of(
            Target.Http target,
            Interceptor interceptor,
            Attempts attempts,
            Duration timeout,
            Optional<Authority> authority,
            Keys keys) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .callTimeout(timeout)
                // Only the deadline ends a call.
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .addInterceptor(interceptor);
        authority.ifPresent(trusted -> trust(client, trusted));
        return new HttpTransport(
                client.build(), new Request.Builder().url(target.url()).build(), attempts, keys);
    }

    private static void trust(OkHttpClient.Builder client, Authority authority) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {authority.trust()}, null);
            client.sslSocketFactory(context.getSocketFactory(), authority.trust());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    @Override
    public Optional<String> call(CallRecord record) {
        return attempts.during(record, this::call);
    }

    private Optional<String> call() {
        Request keyed = request.newBuilder()
                .tag(CallKey.class, new CallKey(keys.next()))
                .build();
        try (Response response = client.newCall(keyed).execute()) {
            response.body().source().readAll(Okio.blackhole());
            return response.code() >= SERVER_ERROR ? Optional.of("HTTP " + response.code()) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    e.getClass().getSimpleName() + ": " + ErrorText.withoutPlaces(String.valueOf(e.getMessage())));
        }
    }

    // OkHttp connects for calls only.
    @Override
    public void warmUp(Duration limit) {}

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
