package io.fairlead.okhttp;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * An application interceptor that leads calls to Services to their pods: {@code http://orders.shop/…} and {@code https://…} keep
 * Host, TLS name, certificate checks, pins, cookies and cache of the Service, and each call goes to an endpoint that the discovery
 * picks. Calls to other hosts pass through untouched.
 *
 * <p>Safe for use by several threads and several clients. Belongs behind the client's other application interceptors, so that they
 * run once a call and not once an attempt.
 */
public final class FairleadInterceptor implements Interceptor {
    private final Services services;
    private final CallConfig config;
    private final ProxyRule proxies;
    private final DispatcherReport dispatchers;
    private final Executor hedges;

    FairleadInterceptor(Services services, CallConfig config, Executor hedges) {
        this.services = services;
        this.config = config;
        this.hedges = hedges;
        this.proxies = new ProxyRule(config.ticker());
        this.dispatchers = new DispatcherReport(config.ticker());
    }

    /**
     * An interceptor with the defaults that the builder tells.
     *
     * @param discovery stays the caller's, who closes it after the client was used
     */
    public static FairleadInterceptor create(ServiceDiscovery discovery) {
        return builder(discovery).build();
    }

    /**
     * Collects options; each has a default.
     *
     * @param discovery stays the caller's, who closes it after the client was used
     */
    public static FairleadInterceptorBuilder builder(ServiceDiscovery discovery) {
        return new FairleadInterceptorBuilder(discovery);
    }

    /**
     * Adds this interceptor to a client and gives the client a dispatcher that lets 256 calls run at a time, each host as many as
     * all: OkHttp's own lets 5 asynchronous calls run for a host, and behind one host there are many pods here. Calls that have to
     * wait in it all the same are told of once, at INFO. Calls by {@code execute()} need none of this.
     */
    public OkHttpClient.Builder configure(OkHttpClient.Builder client) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(DispatcherReport.MOST_CALLS);
        dispatcher.setMaxRequestsPerHost(DispatcherReport.MOST_CALLS);
        dispatchers.watch(dispatcher);
        return client.dispatcher(dispatcher).addInterceptor(this);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (chain.connection() != null) {
            throw new IllegalStateException(
                    "FairleadInterceptor: a network interceptor, which runs when the connection is made "
                            + "(expected: an application interceptor, added by addInterceptor)");
        }
        if (AttemptRoute.isLed(chain)) {
            return chain.proceed(chain.request()); // added twice: the first one leads
        }
        Lane lane = Lane.of(chain.call(), this);
        if (lane != null) {
            return lane.run(chain);
        }
        dispatchers.look();
        Request request = chain.request();
        HostRules.Kind kind = services.kind(request.url());
        if (kind == HostRules.Kind.OTHER || proxies.covers(chain.getProxy(), chain.getProxySelector(), request.url())) {
            return chain.proceed(request);
        }
        Optional<NamedService> found = services.find(request.url(), kind);
        if (found.isEmpty()) {
            return chain.proceed(request);
        }
        EndpointGroup group = found.get().group(services.discovery());
        NamedService service = found.get();
        GuardedCall.Body call = HedgedCall.suits(request, group, config)
                ? () -> new HedgedCall(this, chain, service, group, config, hedges).run()
                : () -> new ServiceCall(chain, request, group, service.routes(), config, null).run();
        return GuardedCall.run(chain, group, config, call);
    }
}
