package io.fairlead.okhttp;

import io.fairlead.Pick;
import io.fairlead.endpoint.Endpoint;
import java.io.IOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Sends the attempts of one call to the endpoints that were picked for them, in place of where the client would connect. */
final class AttemptRoute {
    private static final int SWITCHING_PROTOCOLS = 101;

    private static final Dns NOWHERE = host -> {
        throw new UnknownHostException(host + ": no attempt, only a way to give a connection back or to ask the cache");
    };

    private final Interceptor.Chain chain;
    private final Routes routes;
    private final CallConfig config;
    private final int limitMillis;
    private final AttemptEvents events;

    /**
     * Of one call.
     *
     * @param limit how long connecting may take, and how long the endpoint may be silent before it has begun to answer; nothing for the
     *     client's own timeouts
     */
    AttemptRoute(
            Interceptor.Chain chain, Routes routes, CallConfig config, Optional<Duration> limit, AttemptEvents events) {
        this.chain = chain;
        this.routes = routes;
        this.config = config;
        this.limitMillis = limit.map(AttemptRoute::millis).orElse(0);
        this.events = events;
    }

    /** Whether what arrives is an attempt, or what goes with one, of an interceptor in front that is one of ours too. */
    static boolean isLed(Interceptor.Chain chain) {
        Dns dns = chain.getDns();
        return dns instanceof RouteDns || dns == NOWHERE;
    }

    /** The chain for what must not reach any server. */
    static Interceptor.Chain toNowhere(Interceptor.Chain chain) {
        return chain.withDns(NOWHERE);
    }

    void follow(List<Endpoint> usable) {
        routes.follow(usable);
    }

    /**
     * Makes an attempt.
     *
     * @param anew on a new connection: where a server has closed one idle connection, it has often closed all
     */
    Response proceed(Request request, Pick pick, boolean anew) throws IOException {
        giveBackConnection(request.url());
        events.begin(pick);
        Route route = routes.to(pick.endpoint());
        events.take(route);
        if (anew) {
            route.pool().evictAll();
        }
        // The Service's own address is reached as without us, with the client's own patience.
        int connectLimit = pick.failedOpen()
                ? 0
                : ConnectionConfig.shorter(config.connections().connectTimeoutMillis(), limitMillis);
        RouteDns names = new RouteDns(route.destination(), chain.getDns());
        Interceptor.Chain plain = chain.withDns(names)
                .withSocketFactory(new RouteSocketFactory(names, chain.getSocketFactory(), connectLimit))
                .withConnectionPool(route.pool())
                .withRetryOnConnectionFailure(false);
        Interceptor.Chain attempt = TlsName.applied(plain, route.destination());
        return limitMillis == 0 ? attempt.proceed(request) : limited(attempt, request);
    }

    private Response limited(Interceptor.Chain attempt, Request request) throws IOException {
        int silence = ConnectionConfig.shorter(chain.readTimeoutMillis(), limitMillis);
        Response response =
                attempt.withReadTimeout(silence, TimeUnit.MILLISECONDS).proceed(request);
        try {
            restoreReadTimeout(response);
        } catch (IOException e) {
            response.close();
            throw e;
        }
        return response;
    }

    /**
     * Makes the call let go of the connection of an earlier attempt. OkHttp keeps a call on its connection for whatever it sends next
     * to the same host and port, before it looks at any Dns or pool: meant for redirects, it would send every retry to the endpoint that
     * has just failed. A request to another port makes it give the connection back, and goes nowhere.
     */
    private void giveBackConnection(HttpUrl url) throws IOException {
        if (!events.holdsConnection()) {
            return;
        }
        HttpUrl elsewhere =
                url.newBuilder().port(url.port() == 1 ? 2 : url.port() - 1).build();
        try {
            toNowhere(chain)
                    .withProxy(Proxy.NO_PROXY)
                    .withCache(null)
                    .withCookieJar(CookieJar.NO_COOKIES)
                    .withRetryOnConnectionFailure(false)
                    .proceed(new Request.Builder().url(elsewhere).build())
                    .close();
        } catch (IOException expected) {
            // It is in its pool again, unless the call was cancelled meanwhile.
            if (chain.call().isCanceled()) {
                throw expected;
            }
        }
    }

    // The endpoint has begun to answer. Its body may come as slowly as the client allows.
    private void restoreReadTimeout(Response response) throws IOException {
        Connection connection = events.connection();
        if (connection == null || response.code() == SWITCHING_PROTOCOLS) {
            return;
        }
        int millis = chain.readTimeoutMillis();
        response.body().source().timeout().timeout(millis, TimeUnit.MILLISECONDS);
        // The socket of an HTTP/2 connection belongs to many calls and has no timeout of its own.
        if (events.isAloneOnConnection()) {
            connection.socket().setSoTimeout(millis);
        }
    }

    private static int millis(Duration duration) {
        return (int) duration.toMillis();
    }
}
